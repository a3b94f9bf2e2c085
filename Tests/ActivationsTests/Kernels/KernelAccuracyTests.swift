import Testing

@testable import Activations

/// Every build of the kernels against the double-precision reference.
@Suite struct KernelAccuracyTests {
  static let levels = KernelLevel.allCases.filter { $0 <= KernelLevel.best }

  /// Every sign and exponent with a few mantissas, and a fine grid where functions bend.
  static let inputs: [Float] = {
    var inputs: [Float] = stride(from: UInt32(0), to: 0xffff_0000, by: 700_001).map {
      Float(bitPattern: $0)
    }.filter { !$0.isNaN }
    inputs += (-3000...3000).map { Float($0) * 0.0071 + 1e-5 }
    inputs += [
      0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
      .leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 2.5, -2.5, 1, -1,
      88.72283, 88.7229, 89.4, 89.5, -87.33655, -87.4, -103.9, -104.1, 9.19, 9.2, 10.3, -13.1,
      -14.5,
      Float(-2.5).nextUp, Float(2.5).nextDown, Float(-2.5).nextDown,
    ]
    return inputs
  }()

  @Test(arguments: Operator.unary)
  func `a unary operator is within 4 ulp at every level`(_ operation: Operator) {
    let inputs = KernelAccuracyTests.inputs
    let exact = inputs.map { x in
      var operands = [Double(x)]
      let value = ReferenceKernel.point(operation, replacingWithPartials: &operands)
      return (value: value, slope: operands[0])
    }
    for level in KernelAccuracyTests.levels {
      let function = ActivationFunction(Expression(operation, [.x]), level: level)
      let (values, slopes) = evaluated(function, at: inputs)
      var worst = (value: 0.0, valueAt: Float(0), slope: 0.0, slopeAt: Float(0))
      for index in inputs.indices {
        let (value, slope) = exact[index]
        var error = ulps(values[index], value)
        // Below the normal range a value may be flushed or kept; above, it may round to infinity.
        if abs(value) < 0x1p-126, abs(values[index]) <= 0x1p-126 { error = 0 }
        if value.isFinite, abs(value) > 0x1.fffffdp127, values[index].isInfinite { error = 0 }
        if !(error <= worst.value) { worst.value = error; worst.valueAt = inputs[index] }
        guard inputs[index].isFinite || slope.isFinite else { continue }
        var slopeError = derivativeError(slopes[index], slope)
        if slope.isFinite, abs(slope) > 0x1.fffffdp127, slopes[index].isInfinite { slopeError = 0 }
        if !(slopeError <= worst.slope) { worst.slope = slopeError; worst.slopeAt = inputs[index] }
      }
      #expect(worst.value <= 4, "\(operation.name) at \(worst.valueAt), \(level)")
      #expect(worst.slope <= 1, "\(operation.name)' at \(worst.slopeAt), \(level)")
    }
  }

  /// Pairs of operands: x from the inputs, y from these, through a program with a parameter.
  static let seconds: [Float] = [
    0, -0.0, 1, -1, 2, -2, 3, 0.5, -0.5, 0.333, 1.7, -2.25, 1e-3, 10.5, 1e4, 1e-30, 16_777_215,
    .infinity, -.infinity, .nan,
  ]

  @Test(arguments: Operator.binary + Operator.nary)
  func `a binary operator is within 4 ulp at every level`(_ operation: Operator) {
    let inputs = KernelAccuracyTests.inputs.enumerated().filter { $0.offset % 5 == 0 }.map(
      \.element)
    for level in KernelAccuracyTests.levels {
      for y in KernelAccuracyTests.seconds {
        let result = applied(operation, inputs, y, level)
        for (index, x) in inputs.enumerated() {
          var partials = [Double(x), Double(y)]
          let value = ReferenceKernel.point(operation, replacingWithPartials: &partials)
          let isSubnormal = abs(value) < 0x1p-126 && abs(result.values[index]) <= 0x1p-126
          #expect(
            isSubnormal || ulps(result.values[index], value) <= 4,
            "\(operation.name)(\(x),\(y)) = \(result.values[index]), not \(value), \(level)")
          guard x.isFinite, y.isFinite, value.isFinite else { continue }
          for (partial, slope) in zip(partials, [result.byX[index], result.byY[index]])
          where partial.isFinite && abs(partial) < 0x1p127 {
            #expect(
              derivativeError(slope, partial) <= 1,
              "\(operation.name)'(\(x),\(y)): \(slope), not \(partial), \(level)")
          }
        }
      }
    }
  }

  @Test func `sums and products of several terms are rounded once`() {
    let x: [Float] = [1e8, -1e8, 3, 1e30]
    for level in KernelAccuracyTests.levels {
      // x + 1 - x, where a float32 sum would lose the 1 at 1e8; then x * x * x^-1.
      let sum = KernelProgram(
        [
          .init(action: .constant(1), sources: [], destination: 0),
          .init(action: .apply(.negative), sources: [KernelProgram.Step.x], destination: 1),
          .init(
            action: .apply(.sumN), sources: [KernelProgram.Step.x, 0, 1],
            destination: KernelProgram.Step.result),
        ], slotCount: 2, level: level)
      #expect(values(sum, x)[0...2] == [1, 1, 1])
      let product = KernelProgram(
        [
          .init(action: .constant(1e-30), sources: [], destination: 0),
          .init(
            action: .apply(.prodN), sources: [KernelProgram.Step.x, KernelProgram.Step.x, 0],
            destination: KernelProgram.Step.result),
        ], slotCount: 1, level: level)
      #expect(ulps(values(product, x)[3], 1e30) <= 1)
    }
  }

  private func values(_ program: KernelProgram, _ x: [Float]) -> [Float] {
    let none: [Float] = []
    var values = x
    var span = values.mutableSpan
    program.values(of: x.span, parameters: none.span, into: &span)
    return values
  }

  private func applied(_ operation: Operator, _ x: [Float], _ y: Float, _ level: KernelLevel)
    -> (values: [Float], byX: [Float], byY: [Float])
  {
    let program = KernelProgram(
      [
        .init(action: .parameter(0), sources: [], destination: 0),
        .init(
          action: .apply(operation), sources: [KernelProgram.Step.x, 0],
          destination: KernelProgram.Step.result),
      ], slotCount: 1, parameterCount: 1, level: level)
    let parameters = [y]
    var byX = x
    var values = x
    var byY = x
    var xs = byX.mutableSpan
    var outputs = values.mutableSpan
    var derivatives = byY.mutableSpan
    program.derivatives(
      replacing: &xs, parameters: parameters.span, values: &outputs,
      parameterDerivatives: &derivatives)
    return (values, byX, byY)
  }
}
