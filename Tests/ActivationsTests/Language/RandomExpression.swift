import Randomness

@testable import Activations

extension Generator {
  /// An expression of at most a depth, from all operators.
  mutating func expression(depth: Int, among operators: [Operator] = Operator.allCases)
    -> Expression
  {
    guard depth > 0, uniform(below: 6) > 0 else { return .x }
    let operation = operators[uniform(below: operators.count)]
    let counts = operation.kind.argumentCounts
    let count =
      operation.kind == .nary ? 1 + uniform(below: 4) : counts.lowerBound
    return Expression(
      operation, (0..<count).map { _ in expression(depth: depth - 1, among: operators) })
  }
}
