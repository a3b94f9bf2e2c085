/// The expressions of a schema in the published order: n-ary placeholders vary slowest, then binary,
/// then unary ones; within a kind the leftmost varies slowest.
public struct SchemaExpressions: RandomAccessCollection, Sendable {
  /// A placeholder and the operators that fill it.
  private struct Wheel {
    let token: Int
    let argumentCount: UInt8
    let operators: [Operator]
  }

  public let startIndex = 0
  /// The number of expressions; `Int.max` where they are more.
  public let endIndex: Int
  private let template: [Expression.Token]
  private let wheels: [Wheel]  // the slowest first

  init(_ schema: Schema, _ operators: OperatorSet) {
    var wheels: [Wheel] = []
    for kind in [Operator.Kind.nary, .binary, .unary] {
      for (index, token) in schema.tokens.enumerated() {
        guard case .placeholder(kind, let count) = token else { continue }
        wheels.append(
          Wheel(token: index, argumentCount: count, operators: operators.operators(kind)))
      }
    }
    self.wheels = wheels
    template = schema.tokens.map { token in
      if case .fixed(let token) = token { token } else { .variable }
    }
    endIndex = wheels.reduce(1) { count, wheel in
      let (product, overflow) = count.multipliedReportingOverflow(by: wheel.operators.count)
      return overflow ? .max : product
    }
  }

  /// How many operators fill each placeholder, the slowest first.
  var operatorCounts: [Int] { wheels.map(\.operators.count) }

  public subscript(position: Int) -> Expression {
    precondition(indices.contains(position), "expression \(position) of \(count)")
    var tokens = template
    var rest = position
    for wheel in wheels.reversed() {
      let choice = wheel.operators[rest % wheel.operators.count]
      rest /= wheel.operators.count
      tokens[wheel.token] = .call(choice, argumentCount: wheel.argumentCount)
    }
    return Expression(tokens: tokens)
  }
}
