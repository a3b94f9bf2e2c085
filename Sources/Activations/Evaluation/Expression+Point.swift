extension Expression {
  /// The value and derivative at one point, in double precision: the reference for the kernels.
  ///
  /// The derivative follows the rules of `ActivationFunction`.
  public func point(_ x: Double) -> (value: Double, derivative: Double) {
    var stack: [(value: Double, derivative: Double)] = []
    // Backwards through the prefix order, so that arguments are there before their call.
    for token in tokens.reversed() {
      guard case .call(let operation, let count) = token else {
        stack.append((x, 1))
        continue
      }
      var operands: [Double] = []
      var inner: [Double] = []
      for _ in 0..<count {
        guard let argument = stack.popLast() else { continue }
        operands.append(argument.value)
        inner.append(argument.derivative)
      }
      let value = ReferenceKernel.point(operation, replacingWithPartials: &operands)
      var derivative = 0.0
      for (outer, inner) in zip(operands, inner) where outer != 0 && inner != 0 {
        derivative += outer * inner
      }
      stack.append((value, derivative))
    }
    return stack[0]
  }
}
