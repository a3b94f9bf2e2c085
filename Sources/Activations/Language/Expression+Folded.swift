extension Expression {
  /// The expression without `identity`, and with every constant subtree that is 0 or 1 written as
  /// `zero(x)` or `one(x)`.
  ///
  /// A constant subtree that has a number in it becomes a number, where it is finite; other constants
  /// keep their spelling, as the published names have it, and a compiled function evaluates them once.
  /// Values and derivatives stay the same at every input.
  public func folded() -> Expression {
    guard tokens.contains(where: Expression.mayFold) else { return self }
    var stack: [Expression] = []
    for token in tokens.reversed() {
      guard case .call(let operation, let count) = token else {
        stack.append(Expression(tokens: [token]))
        continue
      }
      var arguments: [Expression] = []
      for _ in 0..<count { arguments.append(stack.removeLast()) }
      stack.append(Expression.foldedCall(operation, arguments))
    }
    return stack[0]
  }

  private static func mayFold(_ token: Token) -> Bool {
    switch token {
    case .call(let operation, _): operation == .identity || operation.isConstant
    case .constant: true
    case .variable, .parameter: false
    }
  }

  private static func foldedCall(_ operation: Operator, _ arguments: [Expression]) -> Expression {
    if operation == .identity { return arguments[0] }
    let call = Expression(operation, arguments)
    guard call.isConstant else { return call }
    let value = call.point(0).value
    if call.hasNumbers { return Literal(value).map(Expression.constant) ?? call }
    if value == 0, value.sign == .plus { return Expression(.zero, [.x]) }
    return value == 1 ? Expression(.one, [.x]) : call
  }

  private var hasNumbers: Bool {
    tokens.contains { if case .constant = $0 { true } else { false } }
  }
}
