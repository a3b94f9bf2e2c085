extension Expression {
  /// The value and derivative at one point, in double precision, with parameters at their starts: the
  /// reference for the kernels.
  ///
  /// The derivative follows the rules of `ActivationFunction`.
  public func point(_ x: Double) -> (value: Double, derivative: Double) {
    let point = gradient(at: x, directions: 1) { _, start in start }
    return (point.value, point.derivatives[0])
  }

  /// The value at one point, in double precision, with its derivatives by x and by each parameter.
  ///
  /// - Parameters:
  ///   - x: the point.
  ///   - parameters: the parameters' values, in their order.
  /// - Returns: the value, and the derivatives by x and by the parameters.
  public func point(_ x: Double, parameters: [Double]) -> (
    value: Double, derivative: Double, byParameters: [Double]
  ) {
    precondition(parameters.count == parameterStarts.count, "\(parameters.count) parameters")
    let point = gradient(at: x, directions: 1 + parameters.count) { index, _ in parameters[index] }
    return (point.value, point.derivatives[0], Array(point.derivatives[1...]))
  }

  private struct Moving {
    var value: Double
    /// By x and, where they are wanted, by the parameters.
    var derivatives: [Double]
  }

  private func gradient(
    at x: Double, directions: Int, parameter: (Int, Double) -> Double
  ) -> (value: Double, derivatives: [Double]) {
    let still = [Double](repeating: 0, count: directions)
    var stack: [Moving] = []
    var rest = parameterStarts.count
    // Backwards through the prefix order, so that arguments are there before their call.
    for token in tokens.reversed() {
      var leaf = Moving(value: x, derivatives: still)
      switch token {
      case .variable:
        leaf.derivatives[0] = 1
        stack.append(leaf)
      case .constant(let number):
        leaf.value = number.value
        stack.append(leaf)
      case .parameter(let start):
        rest -= 1
        leaf.value = parameter(rest, start.value)
        if 1 + rest < directions { leaf.derivatives[1 + rest] = 1 }
        stack.append(leaf)
      case .call(let operation, let count):
        var arguments: [Moving] = []
        for _ in 0..<count { arguments.append(stack.removeLast()) }
        stack.append(Expression.applied(operation, arguments))
      }
    }
    return (stack[0].value, stack[0].derivatives)
  }

  private static func applied(_ operation: Operator, _ arguments: [Moving]) -> Moving {
    var operands = arguments.map(\.value)
    let value = ReferenceKernel.point(operation, replacingWithPartials: &operands)
    let derivatives = arguments[0].derivatives.indices.map { direction in
      var derivative = 0.0
      for (outer, argument) in zip(operands, arguments) {
        let inner = argument.derivatives[direction]
        if outer != 0, inner != 0 { derivative += outer * inner }
      }
      return derivative
    }
    return Moving(value: value, derivatives: derivatives)
  }
}
