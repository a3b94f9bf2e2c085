/// Expressions that share their sub-expressions, each known by a number.
///
/// Expressions that are written alike have the same number. Number 0 is `x`.
struct ExpressionGraph: Sendable {
  typealias Number = Int32

  /// An outermost call over expressions of the graph, or a leaf, which has no operator.
  struct Call: Hashable, Sendable {
    var operation: Operator?
    /// Which leaf; `x` beside an operator.
    var leaf = Expression.Token.variable
    var arguments: [Number]

    static let x = Call(operation: nil, arguments: [])

    static func leaf(_ token: Expression.Token) -> Call {
      Call(operation: nil, leaf: token, arguments: [])
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(operation)
      if operation == nil { hasher.combine(leaf) }
      hasher.combine(arguments)
    }
  }

  private struct Node {
    let call: Call
    let measure: Measure
    /// The expression without `identity` and with constant parts of 0 and 1 written so.
    var folded: Number
    let row: Int32
    /// Whether a number is written in it.
    let hasNumbers: Bool
  }

  /// How long an expression is: what ranks it before its text does.
  struct Measure: Comparable, Sendable {
    var nodes: Int
    var bytes: Int
    var depth: Int

    static func < (a: Measure, b: Measure) -> Bool { (a.nodes, a.bytes) < (b.nodes, b.bytes) }
  }

  private(set) var rows: ProbeRows
  private var nodes: [Node]
  private var numbers: [Call: Number]

  init(rule: ClassTable.Rule) {
    rows = ProbeRows(rule: rule)
    nodes = [
      Node(
        call: .x, measure: Measure(nodes: 1, bytes: 1, depth: 0), folded: 0, row: 0,
        hasNumbers: false)
    ]
    numbers = [.x: 0]
  }

  /// The canonical outputs of an expression on the probe, their key, and whether all are finite.
  static func outputs(of expression: Expression, rule: ClassTable.Rule)
    -> (outputs: [Float], key: ClassKey, isFinite: Bool)
  {
    var graph = ExpressionGraph(rule: rule)
    let number = graph.number(expression)
    var outputs: [Float] = []
    graph.rows.append(graph.row(number), to: &outputs)
    let (key, isFinite) = OutputsKey.keys(canonicalizing: &outputs, width: Probe.count)[0]
    return (outputs, key.joined(with: graph.rows.structure(graph.row(number))), isFinite)
  }

  /// The key of an expression's class.
  func key(_ number: Number) -> ClassKey { rows.key(row(number)) }

  /// The key of a call's class.
  func key(_ call: Call, _ scratch: inout ProbeRows.Scratch) -> ClassKey {
    guard let operation = call.operation else { return rows.key(leafRow(call)) }
    let arguments = call.arguments.map(row)
    var outputs: [Float] = []
    rows.append(operation, arguments[...], to: &outputs, &scratch)
    return OutputsKey.keys(canonicalizing: &outputs, width: Probe.count)[0].key
      .joined(with: rows.structure(operation, arguments))
  }

  var count: Int { nodes.count }
  func call(_ number: Number) -> Call { nodes[Int(number)].call }
  func folded(_ number: Number) -> Number { nodes[Int(number)].folded }
  func row(_ number: Number) -> Int32 { nodes[Int(number)].row }
  func measure(_ number: Number) -> Measure { nodes[Int(number)].measure }

  /// The row of a leaf that has a number.
  func leafRow(_ call: Call) -> Int32 { row(numbers[call] ?? 0) }

  /// The number of a call, with its values on the probe.
  mutating func number(_ call: Call) -> Number {
    if let number = numbers[call] { return number }
    let row =
      if let operation = call.operation {
        rows.row(operation, call.arguments.map(row))
      } else {
        rows.row(leaf: call.leaf)
      }
    let number = Number(nodes.count)
    nodes.append(
      Node(
        call: call, measure: measure(call), folded: number, row: row, hasNumbers: hasNumbers(call)))
    numbers[call] = number
    let folded = folded(call)
    if folded != call { nodes[Int(number)].folded = self.number(folded) }
    return number
  }

  /// The number of an expression and, on the way, of all that it is made of.
  mutating func number(_ expression: Expression) -> Number { number(call(expression)) }

  /// The outermost call of an expression, whose arguments become known, and itself where it is a
  /// leaf.
  mutating func call(_ expression: Expression) -> Call {
    guard let operation = expression.operation else {
      let leaf = Call.leaf(expression.tokens[0])
      _ = number(leaf)
      return leaf
    }
    return Call(operation: operation, arguments: expression.arguments.map { number($0) })
  }

  func expression(_ number: Number) -> Expression { expression(call(number)) }

  func expression(_ call: Call) -> Expression {
    var tokens: [Expression.Token] = []
    append(call, to: &tokens)
    return Expression(tokens: tokens)
  }

  private func append(_ call: Call, to tokens: inout [Expression.Token]) {
    guard let operation = call.operation else {
      tokens.append(call.leaf)
      return
    }
    tokens.append(.call(operation, argumentCount: UInt8(call.arguments.count)))
    for argument in call.arguments { append(nodes[Int(argument)].call, to: &tokens) }
  }

  func measure(_ call: Call) -> Measure {
    guard let operation = call.operation else {
      return Measure(
        nodes: 1, bytes: Expression(tokens: [call.leaf]).description.utf8.count, depth: 0)
    }
    // A name, its parentheses, and a comma between arguments.
    var measure = Measure(
      nodes: 1, bytes: operation.nameLength + 1 + call.arguments.count, depth: 0)
    for argument in call.arguments {
      let inner = nodes[Int(argument)].measure
      measure.nodes += inner.nodes
      measure.bytes += inner.bytes
      measure.depth = max(measure.depth, inner.depth)
    }
    measure.depth += 1
    return measure
  }

  /// The outermost call of a call's folded expression.
  func folded(_ call: Call) -> Call {
    guard let operation = call.operation else { return call }
    if operation == .identity { return nodes[Int(folded(call.arguments[0]))].call }
    let arguments = call.arguments.map(folded)
    if let value = rows.constant(operation, arguments.lazy.map(row)) {
      if hasNumbers(call) {
        return Literal(value).map { .leaf(.constant($0)) }
          ?? Call(operation: operation, arguments: arguments)
      }
      if value == 0, value.sign == .plus { return Call(operation: .zero, arguments: [0]) }
      if value == 1 { return Call(operation: .one, arguments: [0]) }
    }
    return Call(operation: operation, arguments: arguments)
  }
  private func hasNumbers(_ call: Call) -> Bool {
    if case .constant = call.leaf { return true }
    return call.arguments.contains { nodes[Int($0)].hasNumbers }
  }
}
