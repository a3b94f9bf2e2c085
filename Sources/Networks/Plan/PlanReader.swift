import Datasets
import Spelling

extension NetworkPlan {
  /// Reads a plan from its text: words separated by spaces, `#` starts a comment, empty lines are
  /// skipped.
  ///
  /// A line may begin with a name, `skip = activation`, and end with what it reads, `from skip`;
  /// a line that does not say reads the line above. Options may come in any order and be left out:
  /// stride is 1 (for pools the kernel), padding is 0.
  public init(text: String) throws(NetworkError) {
    var reader = PlanReader()
    for line in try PlanLine.lines(of: text) { try reader.read(line) }
    self = try reader.plan()
  }
}

/// A plan that is being read, a line after the other.
struct PlanReader {
  private var input: ImageShape?
  private var drafts: [NetworkPlan.Draft] = []
  /// The names that lines may refer to, the innermost scope last.
  private var scopes: [[String: NetworkPlan.Place]] = [["input": .input]]
  /// Which nodes were named outside of all blocks.
  private var outer: Set<Int> = []
  /// What a line reads that does not say.
  private var above = NetworkPlan.Place.input
  /// The words that may begin a line beside the layers', for suggestions.
  var otherWords: [String] = []
  /// What errors say behind their reason.
  var context = ""

  /// Whether the input's line is still to come.
  var isEmpty: Bool { input == nil }

  /// Reads the input's line, then a node's each time.
  mutating func read(_ line: PlanLine) throws(NetworkError) {
    do {
      try take(line)
    } catch .plan(let number, let reason) {
      throw .plan(line: number, reason: reason + context)
    }
  }

  private mutating func take(_ line: PlanLine) throws(NetworkError) {
    var line = line
    guard input != nil else {
      input = try line.input()
      try line.end()
      return
    }
    guard drafts.count < NetworkPlan.layerLimit else {
      throw line.refused("more than \(NetworkPlan.layerLimit) layers")
    }
    let name = try line.name()
    let word = line.word() ?? ""
    guard let kind = LayerCatalogue.kind(of: word) else {
      let words = LayerCatalogue.words + otherWords
      throw line.refused("unknown layer \(quoted(word))\(suggestion(for: word, among: words))")
    }
    let reads = try reads(of: kind, word, &line)
    let layer = try kind.init(word, reading: &line)
    try line.end()
    drafts.append(
      NetworkPlan.Draft(
        name: nil, reads: reads, kind: layer, line: line.number, context: context))
    above = .node(drafts.count - 1)
    if let name { try give(name, at: line) }
  }

  /// Names what the last line wrote.
  mutating func give(_ name: String, at line: PlanLine) throws(NetworkError) {
    guard scopes[scopes.count - 1][name] == nil else {
      throw line.refused("\(quoted(name)) names two layers")
    }
    scopes[scopes.count - 1][name] = above
    guard case .node(let index) = above else { return }
    drafts[index].name = name
    if scopes.count == 1 { outer.insert(index) }
  }

  /// Begins a block, whose names are its own; `in` is what it reads.
  mutating func open(reading name: String?, at line: PlanLine) throws(NetworkError) {
    if let name { above = try place(of: name, line) }
    scopes.append(["in": above])
  }

  mutating func close() { scopes.removeLast() }

  /// The plan of all lines that were read.
  func plan() throws(NetworkError) -> NetworkPlan {
    guard let input else {
      throw .plan(line: 1, reason: "no input (a plan starts like 'input 28x28x1')")
    }
    return try NetworkPlan(input: input, named())
  }

  private func place(of name: String, _ line: PlanLine) throws(NetworkError) -> NetworkPlan.Place {
    for scope in scopes.reversed() {
      if let place = scope[name] { return place }
    }
    let names = Set(scopes.flatMap(\.keys)).sorted()
    throw line.refused(
      "no layer above is named \(quoted(name))\(suggestion(for: name, among: names))")
  }

  private func reads(
    of kind: any LayerKind.Type, _ word: String, _ line: inout PlanLine
  ) throws(NetworkError) -> [NetworkPlan.Place] {
    let source = try line.source()
    guard kind.inputs != 1...1 else {
      return [try source.map { name throws(NetworkError) in try place(of: name, line) } ?? above]
    }
    guard source == nil else {
      throw line.refused("\(word) names what it reads behind its word (expected no 'from')")
    }
    let names = line.words(atMost: kind.inputs.upperBound)
    guard kind.inputs.contains(names.count) else {
      throw line.refused(
        "\(word) reads \(names.count) layers (expected the names of at least "
          + "\(kind.inputs.lowerBound))")
    }
    return try names.map { name throws(NetworkError) in try place(of: name, line) }
  }

  /// The nodes, no two of one name, and each that is read from afar with a name.
  ///
  /// A name that was given in a block gets a number; a node without a name is called by its kind
  /// and its number among its kind.
  private func named() -> [NetworkPlan.Draft] {
    var drafts = drafts
    var taken = Set(outer.compactMap { self.drafts[$0].name })
    var numbers: [String: Int] = [:]
    func numbered(_ base: String) -> String {
      while true {
        let number = numbers[base, default: 0] + 1
        numbers[base] = number
        if taken.insert("\(base).\(number)").inserted { return "\(base).\(number)" }
      }
    }
    var remote: Set<NetworkPlan.Place> = []
    for (index, draft) in drafts.enumerated() {
      let above = index == 0 ? NetworkPlan.Place.input : .node(index - 1)
      if draft.reads != [above] || type(of: draft.kind).inputs != 1...1 {
        remote.formUnion(draft.reads)
      }
    }
    var ordinals: [String: Int] = [:]
    for (index, draft) in drafts.enumerated() {
      let ordinal = ordinals[draft.kind.word, default: 0] + 1
      ordinals[draft.kind.word] = ordinal
      if let name = draft.name {
        if !outer.contains(index) { drafts[index].name = numbered(name) }
      } else if remote.contains(.node(index)) {
        let label = "\(draft.kind.word)-\(ordinal)"
        drafts[index].name = taken.insert(label).inserted ? label : numbered(label)
      }
    }
    return drafts
  }
}
