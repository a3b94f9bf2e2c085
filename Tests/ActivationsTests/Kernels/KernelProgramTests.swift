import Randomness
import TestSupport
import Testing

@testable import Activations

/// Programs with learnable parameters, there and back.
@Suite struct KernelProgramTests {
  static let firstUsers = [
    "max(x,mul(p(0.25),x))", "mul(x,sigmoid(mul(p(1),x)))",
    "add(relu(x),mul(p(0.01),mul(x,exp(mul(-0.5,square(x))))))",
    "sub(mul(p(1),x),mul(p(0.5),log_sigmoid(mul(p(2),x))))",
    "pow(add(softplus(mul(p(0.7),x)),0.5),p(1.25))", "p(0.5)", "mul(p(3),zero(p(2)))",
    "sum_n(p(1),prod_n(p(0.5),x,sin(x)),max_n(p(-0.2),cos(x),sinc(x)))",
    "div(x,add(p(2),square(x)))",
  ]

  /// Channels of one number, fewer than lanes, blocks of whole rows and of edges, longer than a block.
  @Test(arguments: [1, 3, 16, 20, 64, 100, 256, 300, 530])
  func `gradients are those of the double reference, channel by channel`(channels: Int) throws {
    for text in KernelProgramTests.firstUsers {
      let expression = try Expression(text)
      for level in KernelAccuracyTests.levels {
        try compare(expression, channels: channels, rows: channels < 20 ? 70 : 5, level)
      }
    }
  }

  private func compare(
    _ expression: Expression, channels: Int, rows: Int, _ level: KernelLevel
  ) throws {
    let starts = expression.parameterStarts.map { Float($0) }
    // Each channel's own number, as exact in single as in double precision.
    let parameters = starts.flatMap { start in
      (0..<channels).map { start * (1 + Float($0 % 7) / 64) }
    }
    let x = (0..<rows * channels).map { Float($0 * 37 % 401 - 200) / 64 + 0.003 }
    let gradients = (0..<x.count).map { Float($0 * 11 % 23 - 11) / 8 }
    let function = ActivationFunction(expression, level: level)
    let found = passed(
      function, x, channels: channels, parameters: parameters, gradients: gradients)
    var sums = [Double](repeating: 0, count: parameters.count)
    var sizes = sums
    for (index, input) in x.enumerated() {
      let channel = index % channels
      let own = starts.indices.map { Double(parameters[$0 * channels + channel]) }
      let exact = expression.point(Double(input), parameters: own)
      let g = Double(gradients[index])
      #expect(abs(Double(found.values[index]) - exact.value) <= 4e-6 * (1 + abs(exact.value)))
      #expect(
        abs(Double(found.gradients[index]) - g * exact.derivative)
          <= 2e-5 * (1 + abs(g * exact.derivative)), "\(expression) at \(input), \(level)")
      for (p, derivative) in exact.byParameters.enumerated() {
        sums[p * channels + channel] += g * derivative
        sizes[p * channels + channel] += abs(g * derivative)
      }
    }
    for index in sums.indices {
      #expect(
        abs(found.sums[index] - sums[index]) <= 4e-6 * (sizes[index] + 0.1),
        "\(expression), \(channels) channels, number \(index), \(level)")
    }
  }

  @Test func `values and slopes have the bits of the expression with constants`() throws {
    let x = Probe.samples.map { Float($0) }
    let ones = [Float](repeating: 1, count: x.count)
    for text in KernelProgramTests.firstUsers where !text.hasPrefix("pow") {
      let expression = try Expression(text)
      for level in KernelAccuracyTests.levels {
        let function = ActivationFunction(expression, level: level)
        let found = passed(
          function, x, channels: 1, parameters: expression.parameterStarts.map { Float($0) },
          gradients: ones)
        let alone = evaluated(ActivationFunction(expression.atStarts, level: level), at: x)
        #expect(found.values == alone.values, "\(text), \(level)")
        #expect(found.gradients == alone.slopes, "\(text), \(level)")
      }
    }
  }

  @Test func `random expressions with parameters agree with the double reference`() throws {
    let tame: [Operator] = [
      .negative, .erf, .tanh, .sigmoid, .arctan, .swish, .softplus, .gelu, .sin, .cos, .sinc, .add,
      .sub, .mul, .sumN,
    ]
    let x = (0..<48).map { Float($0 - 24) / 16 + 0.011 }
    try forAll(count: 200) { generator in
      let expression = generator.expression(depth: 4, among: tame, withNumbers: true)
      let starts = expression.parameterStarts
      guard !starts.isEmpty, starts.count <= Expression.parameterLimit else { return }
      let found = passed(
        ActivationFunction(expression), x, channels: 1, parameters: starts.map { Float($0) },
        gradients: [Float](repeating: 1, count: x.count))
      var sums = [Double](repeating: 0, count: starts.count)
      var size = 1.0
      for input in x {
        let exact = expression.point(Double(input), parameters: starts)
        for (p, derivative) in exact.byParameters.enumerated() {
          sums[p] += derivative
          size += abs(derivative)
        }
      }
      for p in sums.indices {
        #expect(abs(found.sums[p] - sums[p]) <= 1e-4 * size, "\(expression)")
      }
    }
  }

  @Test func `the same call has the same bits, at any length of a block`() throws {
    let function = ActivationFunction(try Expression("mul(x,sigmoid(mul(p(1),x)))"))
    let x = (0..<1920).map { Float($0 * 7 % 311 - 155) / 50 }
    let gradients = x.map { $0 * 0.7 + 0.1 }
    let parameters = (0..<96).map { Float($0) / 64 }
    let first = passed(function, x, channels: 96, parameters: parameters, gradients: gradients)
    let second = passed(function, x, channels: 96, parameters: parameters, gradients: gradients)
    #expect(first == second)
    // Row by row the sums are taken in another order, but of the same products.
    var sums = [Double](repeating: 0, count: 96)
    for row in 0..<20 {
      let range = row * 96..<(row + 1) * 96
      let part = passed(
        function, Array(x[range]), channels: 96, parameters: parameters,
        gradients: Array(gradients[range]))
      #expect(part.values == Array(first.values[range]))
      #expect(part.gradients == Array(first.gradients[range]))
      for channel in sums.indices { sums[channel] += part.sums[channel] }
    }
    for channel in sums.indices { #expect(abs(sums[channel] - first.sums[channel]) < 1e-12) }
  }

  @Test func `sums are the same at every level where products are`() throws {
    let expression = try Expression("max(x,mul(p(0.25),x))")
    let x = (0..<4096).map { Float($0 * 13 % 257 - 128) / 32 }
    let gradients = (0..<4096).map { Float($0 * 5 % 19 - 9) / 7 }
    for channels in [1, 32] {
      let parameters = [Float](repeating: 0.25, count: channels)
      let sums = KernelAccuracyTests.levels.map { level in
        passed(
          ActivationFunction(expression, level: level), x, channels: channels,
          parameters: parameters, gradients: gradients
        ).sums
      }
      for other in sums { #expect(other == sums[0]) }
    }
  }
}
