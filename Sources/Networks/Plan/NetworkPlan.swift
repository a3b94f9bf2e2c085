import Datasets

/// A network as a value: its input and its nodes in order, checked to fit together.
///
/// Equal plans have equal texts; the text is what a work order carries.
public struct NetworkPlan: Sendable, Hashable {
  /// The shape of the images.
  public let input: ImageShape
  /// The layers; each reads the input or nodes before it, the last is the output.
  public let nodes: [Node]
  /// The plan in its canonical text: the input, then one node a line.
  ///
  ///     input 32x32x3
  ///     convolution 16 kernel 3 stride 1 padding 1 bias none
  ///     trunk = activation
  ///     convolution 16 kernel 3 stride 1 padding 1 bias none
  ///     body = batch-norm
  ///     add body trunk
  public let text: String

  /// The most numbers that a plan may learn, or produce for one image in one layer.
  ///
  /// Plans come over the network: a line of text must not claim all memory.
  static let sizeLimit = 1 << 28
  static let layerLimit = 1000

  /// A layer of a plan and what it reads.
  public struct Node: Sendable {
    /// The name that the text gives it, if any.
    public let name: String?
    /// Its word and its number among those of its word, such as `convolution-2`.
    ///
    /// Weights are seeded by it: naming a node changes nothing.
    public let label: String
    public let reads: [Place]
    /// The shape of what it writes.
    public let shape: ImageShape
    public let cost: Cost
    let kind: any LayerKind

    /// The layer's word and options.
    public var layer: String {
      kind.options.isEmpty ? kind.word : "\(kind.word) \(kind.options)"
    }
  }

  /// Something that a node can read.
  public enum Place: Hashable, Sendable {
    case input
    /// What the node of this index writes.
    case node(Int)
  }

  /// A node before its shapes are known, and where it was written.
  struct Draft {
    var name: String?
    let reads: [Place]
    let kind: any LayerKind
    let line: Int
    /// What an error says behind its reason, where the line is part of a block.
    let context: String
  }

  /// A plan of these nodes, which read only what comes before them.
  ///
  /// - Throws: `NetworkError.plan`, with the line of the node that does not fit.
  init(input: ImageShape, _ drafts: [Draft]) throws(NetworkError) {
    var nodes: [Node] = []
    var ordinals: [String: Int] = [:]
    var parameters = 0
    for draft in drafts {
      let inputs = draft.reads.map { $0.shape(input: input, nodes) }
      func refused(_ reason: String) -> NetworkError {
        .plan(line: draft.line, reason: reason + draft.context)
      }
      let shape: ImageShape
      do { shape = try draft.kind.output(of: inputs) } catch { throw refused(error.reason) }
      let cost = draft.kind.cost(of: inputs)
      parameters += cost.parameters
      guard shape.count <= Self.sizeLimit, parameters <= Self.sizeLimit else {
        throw refused("the network is too large (at most \(Self.sizeLimit) numbers)")
      }
      let ordinal = ordinals[draft.kind.word, default: 0] + 1
      ordinals[draft.kind.word] = ordinal
      nodes.append(
        Node(
          name: draft.name, label: "\(draft.kind.word)-\(ordinal)", reads: draft.reads,
          shape: shape, cost: cost, kind: draft.kind))
    }
    let read = Set(nodes.flatMap(\.reads))
    for (index, draft) in drafts.dropLast().enumerated() where !read.contains(.node(index)) {
      throw .plan(
        line: draft.line,
        reason: "nothing reads \(draft.name.map { "'\($0)'" } ?? "this layer")" + draft.context)
    }
    self.input = input
    self.nodes = nodes
    text = Self.text(input: input, nodes)
  }

  public static func == (one: NetworkPlan, other: NetworkPlan) -> Bool { one.text == other.text }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// The shape of what the last node writes; the input's when there is none.
  public var output: ImageShape { nodes.last?.shape ?? input }

  /// The shapes of what a node reads.
  public func inputs(of node: Node) -> [ImageShape] {
    node.reads.map { $0.shape(input: input, nodes) }
  }

  /// What all nodes cost together.
  public var cost: Cost {
    nodes.reduce(into: Cost()) {
      $0.parameters += $1.cost.parameters
      $0.multiplyAdds += $1.cost.multiplyAdds
    }
  }

  /// How many numbers are learnt.
  public var parameterCount: Int { cost.parameters }
}

extension NetworkPlan.Place {
  fileprivate func shape(input: ImageShape, _ nodes: [NetworkPlan.Node]) -> ImageShape {
    switch self {
    case .input: input
    case .node(let index): nodes[index].shape
    }
  }
}

extension NetworkPlan {
  /// What a place is called: the name that the text gives it, or the layer's label.
  public func name(of place: Place) -> String { Self.name(of: place, nodes) }

  /// Checks that the network fits images and classes.
  ///
  /// - Parameters:
  ///   - shape: of the images.
  ///   - classCount: one number a class is what the network must end with.
  ///   - dataset: what the images are called, for messages.
  /// - Throws: `NetworkError.mismatch`.
  public func check(
    input shape: ImageShape, classCount: Int, _ dataset: String
  ) throws(NetworkError) {
    guard input == shape else {
      throw .mismatch("it takes images of \(input) (the data set \(dataset) has \(shape))")
    }
    guard output == ImageShape(height: 1, width: 1, channels: classCount) else {
      throw .mismatch(
        "it ends with \(output) (the data set \(dataset) has \(classCount) classes)")
    }
  }

  private static func name(of place: Place, _ nodes: [Node]) -> String {
    switch place {
    case .input: "input"
    case .node(let index): nodes[index].name ?? nodes[index].label
    }
  }

  private static func text(input: ImageShape, _ nodes: [Node]) -> String {
    var text = "input \(input)\n"
    var above = Place.input
    for (index, node) in nodes.enumerated() {
      let names = node.reads.map { name(of: $0, nodes) }
      var words = node.name.map { [$0, "="] } ?? []
      words.append(node.kind.word)
      if type(of: node.kind).inputs != 1...1 { words += names }
      if !node.kind.options.isEmpty { words.append(node.kind.options) }
      if type(of: node.kind).inputs == 1...1, node.reads != [above] { words += ["from"] + names }
      text += words.joined(separator: " ") + "\n"
      above = .node(index)
    }
    return text
  }
}
