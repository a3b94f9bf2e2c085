import TestSupport
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
    inputs += worstKnown
    return inputs
  }()

  /// Where mish, gelu and erfc are or were furthest from their values, without fused products, among
  /// all floats: a grid does not meet such points.
  private static let worstKnown: [Float] = [
    -0.0535229109, -0.237859368, -0.110730581, -0.00325172278, -0.337719798, -0.333359003,
    -1.8394506, -10.3790627, -11.3951912, -5.72428751, 0.48954308, 0.567249417, 6.93694258,
    6.93785858, 6.5804553,
  ]

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
      var worst = LargestError<Float>()
      var worstSlope = LargestError<Float>()
      for (index, x) in inputs.enumerated() {
        worst.meet(ulps(values[index], exact[index].value), at: x)
        worstSlope.meet(derivativeError(slopes[index], exact[index].slope), at: x)
      }
      #expect(worst.error <= 4, "\(operation.name) at \(worst.place ?? .nan), \(level)")
      #expect(worstSlope.error <= 1, "\(operation.name)' at \(worstSlope.place ?? .nan), \(level)")
    }
  }

  /// One float in 4,001 of those of 2^-12 to 16, both signs.
  private static let dense: [Float] = stride(
    from: Float(0x1p-12).bitPattern, to: Float(16).bitPattern, by: 4001
  ).flatMap { [Float(bitPattern: $0), -Float(bitPattern: $0)] }

  @Test(arguments: Operator.unary)
  func `values are within 4 ulp on a denser grid where functions bend`(
    _ operation: Operator
  ) {
    let inputs = KernelAccuracyTests.dense
    let doubles = inputs.map(Double.init)
    var exact = doubles
    var outputs = exact.mutableSpan
    ReferenceKernel.outputs(operation, doubles.span, doubles.span, into: &outputs)
    for level in KernelAccuracyTests.levels {
      var values = inputs
      var span = values.mutableSpan
      ActivationFunction(Expression(operation, [.x]), level: level).evaluate(
        inputs.span, values: &span)
      var worst = LargestError<Float>()
      for (index, x) in inputs.enumerated() {
        worst.meet(ulps(values[index], exact[index]), at: x)
      }
      #expect(worst.error <= 4, "\(operation.name) at \(worst.place ?? .nan), \(level)")
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
        compare(operation, inputs, [y], level)
      }
    }
  }

  /// What follows x, in calls of three and four operands: ties, zeros, signs, overflow, no numbers.
  static let others: [[Float]] = [
    [1, 2], [0, 0], [-0.0, 1], [-1.5, -1.5], [2, -3], [1e30, 1e30], [1e30, 1e-30], [1e-30, 1e-30],
    [3, .infinity], [.infinity, 3], [-.infinity, 0], [.nan, 1], [1, .nan], [16_777_216, 1],
    [1, 2, 3], [0, 0, 0], [-2, -2, -2], [0.5, 1e38, 1e38], [1e-30, 1e20, 1e20], [5, 0, -5],
    [.infinity, -.infinity, 1], [1, 1, .nan], [0, .infinity, 1], [-0.0, 0, -0.0],
  ]

  @Test(arguments: Operator.nary)
  func `an operator of three and four operands is within 4 ulp at every level`(
    _ operation: Operator
  ) {
    let inputs =
      KernelAccuracyTests.inputs.enumerated().filter { $0.offset % 11 == 0 }.map(
        \.element) + [0, -0.0, .infinity, -.infinity, .nan, 1, -1.5, 0.5, -2, 1e30]
    for level in KernelAccuracyTests.levels {
      for others in KernelAccuracyTests.others { compare(operation, inputs, others, level) }
    }
  }

  /// Compares x with further operands, each a parameter, with the double-precision operator.
  private func compare(
    _ operation: Operator, _ inputs: [Float], _ others: [Float], _ level: KernelLevel
  ) {
    let result = applied(operation, inputs, others, level)
    var worst = LargestError<String>()
    var worstSlope = LargestError<String>()
    for (index, x) in inputs.enumerated() {
      var partials = ([x] + others).map(Double.init)
      let value = ReferenceKernel.point(operation, replacingWithPartials: &partials)
      let found = result.values[index]
      worst.meet(ulps(found, value), at: "\(x): \(found), not \(value)")
      for (operand, partial) in partials.enumerated() {
        let slope =
          operand == 0
          ? result.byX[index] : result.byOthers[(operand - 1) * inputs.count + index]
        worstSlope.meet(
          derivativeError(slope, partial),
          at: "\(x), by operand \(operand): \(slope), not \(partial)")
      }
    }
    let name = "\(operation.name) of x and \(others), \(level), at x = "
    #expect(worst.error <= 4, "\(name)\(worst.place ?? "")")
    #expect(worstSlope.error <= 1, "\(name)\(worstSlope.place ?? "")")
  }

  @Test func `a power of an operand that overflowed passes no slope on`() throws {
    for level in KernelAccuracyTests.levels {
      for (text, x) in [
        ("pow(exp(x),negative(x))", Float(100)), ("pow(reciprocal(x),negative(one(x)))", 0),
        ("pow(square(x),negative(x))", 1e20), ("softsign(exp(x))", 100),
      ] {
        let function = ActivationFunction(try Expression(text), level: level)
        #expect(evaluated(function, at: [x]).slopes == [0], "\(text) at \(x), \(level)")
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
    var values = x
    var span = values.mutableSpan
    program.values(of: x.span, into: &span)
    return values
  }

  private func applied(
    _ operation: Operator, _ x: [Float], _ parameters: [Float], _ level: KernelLevel
  ) -> (values: [Float], byX: [Float], byOthers: [Float]) {
    let program = KernelProgram(
      [
        .init(
          action: .apply(operation),
          sources: [KernelProgram.Step.x] + parameters.indices.map(KernelProgram.Step.parameter),
          destination: KernelProgram.Step.result)
      ], slotCount: 0, parameterCount: parameters.count, level: level)
    // A channel for each input: so each sum is one derivative.
    let numbers = parameters.flatMap { Array(repeating: $0, count: x.count) }
    var values = x
    var byX = [Float](repeating: 1, count: x.count)
    var sums = [Double](repeating: 0, count: numbers.count)
    var outputs = values.mutableSpan
    var gradients = byX.mutableSpan
    var sumSpan = sums.mutableSpan
    program.values(of: x.span, channels: x.count, parameters: numbers.span, into: &outputs)
    program.gradients(
      x.span, channels: x.count, parameters: numbers.span, gradients: &gradients,
      adding: &sumSpan)
    return (values, byX, sums.map { Float($0) })
  }
}
