/// The expressions of a schema as calls over a graph, in the order of `SchemaExpressions`.
struct SchemaMembers: Sendable {
  /// A placeholder: what it turns, and by how many places.
  private struct Wheel {
    let size: Int
    /// The argument that it is part of; nil for the outermost call.
    let argument: Int?
    let stride: Int
  }

  /// Where an enumeration stands.
  struct Cursor {
    fileprivate var digits: [Int]
    /// The outermost operator's place.
    fileprivate(set) var root = 0
    /// Each argument's place among its own expressions.
    fileprivate(set) var places: [Int]
  }

  let count: Int
  /// What fills the outermost place; nil is a leaf.
  let operators: [Operator?]
  /// That leaf; `x` beside operators.
  let leaf: Expression.Token
  /// All expressions of each argument, in the order of their own enumeration.
  let arguments: [[ExpressionGraph.Number]]
  private let wheels: [Wheel]  // the slowest first

  /// The calls of a schema; `arguments` finds the numbers of all expressions of a smaller one.
  init(
    _ schema: Schema, over set: OperatorSet, arguments: (Schema) -> [ExpressionGraph.Number]
  ) {
    count = schema.expressions(over: set).count
    operators =
      switch schema.tokens[0] {
      case .fixed(.call(let operation, _)): [operation]
      case .fixed: [nil]
      case .placeholder(let kind, _): set.operators(kind)
      }
    leaf =
      if case .fixed(let token) = schema.tokens[0], schema.tokens[0].argumentCount == nil {
        token
      } else {
        .variable
      }
    let parts = schema.arguments
    self.arguments = parts.map { arguments(Schema(tokens: Array(schema.tokens[$0]))) }
    var wheels: [Wheel] = []
    for kind in [Operator.Kind.nary, .binary, .unary] {
      for (index, token) in schema.tokens.enumerated() {
        guard case .placeholder(kind, _) = token else { continue }
        wheels.append(
          Wheel(
            size: set.operators(kind).count, argument: parts.firstIndex { $0.contains(index) },
            stride: 1))
      }
    }
    self.wheels = wheels.indices.map { index in
      let wheel = wheels[index]
      let faster = wheels[(index + 1)...].filter { $0.argument == wheel.argument }
      return Wheel(
        size: wheel.size, argument: wheel.argument, stride: faster.reduce(1) { $0 * $1.size })
    }
  }

  /// The first expression.
  var start: Cursor {
    Cursor(
      digits: Array(repeating: 0, count: wheels.count),
      places: Array(repeating: 0, count: arguments.count))
  }

  /// Goes on to the next expression; after the last one to the first.
  func advance(_ cursor: inout Cursor) {
    for index in wheels.indices.reversed() {
      let isLast = cursor.digits[index] + 1 == wheels[index].size
      turn(index, by: isLast ? -cursor.digits[index] : 1, &cursor)
      if !isLast { return }
    }
  }

  /// The place of an expression by its number.
  func cursor(at position: Int) -> Cursor {
    precondition(position >= 0 && position < count, "expression \(position) of \(count)")
    var cursor = start
    var rest = position
    for index in wheels.indices.reversed() {
      turn(index, by: rest % wheels[index].size, &cursor)
      rest /= wheels[index].size
    }
    return cursor
  }

  func call(_ cursor: Cursor) -> ExpressionGraph.Call {
    ExpressionGraph.Call(
      operation: operators[cursor.root], leaf: leaf,
      arguments: arguments.indices.map { arguments[$0][cursor.places[$0]] })
  }

  private func turn(_ index: Int, by steps: Int, _ cursor: inout Cursor) {
    let wheel = wheels[index]
    cursor.digits[index] += steps
    if let argument = wheel.argument {
      cursor.places[argument] += steps * wheel.stride
    } else {
      cursor.root += steps
    }
  }
}
