import Datasets

/// A network as a value: its input and its layers in order, checked to fit together.
///
/// The text form is what a work order carries; `text` prints it canonically, so that equal plans
/// have equal texts.
public struct NetworkPlan: Sendable, Hashable {
  /// The shape of the images.
  public let input: ImageShape
  public let layers: [LayerPlan]
  /// The shape after each layer; as many as layers.
  let shapes: [ImageShape]

  /// The most numbers that a plan may learn, or produce for one image in one layer.
  ///
  /// Plans come over the network: a line of text must not claim all memory.
  static let sizeLimit = 1 << 28
  static let layerLimit = 1000

  /// A plan of these layers; an error counts them as lines of the text form, the input first.
  public init(input: ImageShape, layers: [LayerPlan]) throws(NetworkError) {
    var shapes: [ImageShape] = []
    var parameters = 0
    for (index, layer) in layers.enumerated() {
      let before = shapes.last ?? input
      switch layer.output(for: before) {
      case .success(let shape):
        parameters += layer.parameterCount(for: before)
        guard shape.count <= Self.sizeLimit, parameters <= Self.sizeLimit else {
          throw .plan(
            line: index + 2, reason: "the network is too large (at most \(Self.sizeLimit) numbers)")
        }
        shapes.append(shape)
      case .failure(let refusal):
        throw .plan(line: index + 2, reason: refusal.reason)
      }
    }
    guard layers.count <= Self.layerLimit else {
      throw .plan(line: Self.layerLimit + 2, reason: "more than \(Self.layerLimit) layers")
    }
    self.input = input
    self.layers = layers
    self.shapes = shapes
  }

  /// The shape of what the last layer produces; the input's when there is no layer.
  public var output: ImageShape { shapes.last ?? input }

  /// How many numbers are learnt.
  public var parameterCount: Int {
    zip(layers, [input] + shapes).reduce(0) { $0 + $1.0.parameterCount(for: $1.1) }
  }
}
