/// The lexicographic order of texts without the texts.
///
/// No text of an expression is the beginning of another's, so two calls compare by their names and
/// then argument by argument; of equal beginnings the call with fewer arguments comes first, since
/// `)` comes before `,`.
struct TextOrder: Sendable {
  private let places: [Int32]  // of each expression of a graph, among all

  private static let names: [UInt8] = {
    let texts = Operator.allCases.map { $0.name + "(" }
    return texts.map { text in UInt8(texts.count { $0 < text }) }
  }()
  /// Names of operators are ordered around the leaf's.
  private static let leaf = Operator.allCases.count { $0.name < "x" }

  /// The order of calls over the expressions that a graph has by now.
  init(_ graph: ExpressionGraph) {
    let texts = (0..<graph.count).map { graph.expression(Int32($0)).description }
    var places = [Int32](repeating: 0, count: graph.count)
    for (place, number) in texts.indices.sorted(by: { texts[$0] < texts[$1] }).enumerated() {
      places[number] = Int32(place)
    }
    self.places = places
  }

  /// Whether the text of a call comes before another's.
  func isLess(_ a: ExpressionGraph.Call, _ b: ExpressionGraph.Call) -> Bool {
    guard a.leaf == .variable, b.leaf == .variable else {
      return TextOrder.beginning(a) < TextOrder.beginning(b)
    }
    if a.operation != b.operation { return name(a.operation) < name(b.operation) }
    for (one, other) in zip(a.arguments, b.arguments) where one != other {
      return places[Int(one)] < places[Int(other)]
    }
    return a.arguments.count < b.arguments.count
  }

  /// A call's text up to its first argument; all of a leaf's.
  ///
  /// A number's text may be the beginning of
  /// another's, and comes before it as what follows a number (`)` or `,`) comes before its digits.
  private static func beginning(_ call: ExpressionGraph.Call) -> String {
    call.operation.map { $0.name + "(" } ?? Expression(tokens: [call.leaf]).description
  }

  private func name(_ operation: Operator?) -> Int {
    guard let operation else { return 2 * TextOrder.leaf - 1 }
    return 2 * Int(TextOrder.names[Int(operation.rawValue)])
  }
}
