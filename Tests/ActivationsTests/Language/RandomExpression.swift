import Randomness

@testable import Activations

extension Generator {
  /// An expression of at most a depth, from all operators.
  mutating func expression(
    depth: Int, among operators: [Operator] = Operator.allCases, withNumbers: Bool = false
  ) -> Expression {
    guard depth > 0, uniform(below: 6) > 0 else { return leaf(withNumbers: withNumbers) }
    let operation = operators[uniform(below: operators.count)]
    let counts = operation.kind.argumentCounts
    let count =
      operation.kind == .nary ? 1 + uniform(below: 4) : counts.lowerBound
    return Expression(
      operation,
      (0..<count).map { _ in
        expression(depth: depth - 1, among: operators, withNumbers: withNumbers)
      })
  }

  /// `x` or, one time in three each where they are wanted, a number or a parameter.
  private mutating func leaf(withNumbers: Bool) -> Expression {
    guard withNumbers, let number = Literal(Double(uniform(below: 41)) / 8 - 2.5) else { return .x }
    switch uniform(below: 3) {
    case 0: return .constant(number)
    case 1: return .parameter(startingAt: number)
    default: return .x
    }
  }
}
