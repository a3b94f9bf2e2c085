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

extension SchemaExpressions {
  /// Every expression of the schema that differs from one in a single operator, by position.
  ///
  /// - Parameter position: the expression, below `count`.
  /// - Returns: placeholder after placeholder, the slowest first; for each, all other operators.
  public func variants(of position: Int) -> [Int] {
    precondition(indices.contains(position), "expression \(position) of \(count)")
    var found: [Int] = []
    var stride = 1
    for size in operatorCounts.reversed() {
      let digit = position / stride % size
      let first = position - digit * stride
      found = (0..<size).filter { $0 != digit }.map { first + $0 * stride } + found
      stride *= size
    }
    return found
  }
}
