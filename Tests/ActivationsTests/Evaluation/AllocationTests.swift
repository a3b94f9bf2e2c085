import TestSupport
import Testing

@testable import Activations

/// Calls that allocate nothing, in a process without memory.
@Suite struct AllocationTests {
  @Test func `evaluating allocates nothing`() async {
    await #expect(processExitsWith: .success) {
      let function = ActivationFunction(
        try Expression("sum_n(pow(exp(x),swish(x)),gelu(x),bessel_i0e(x),mul(x,erfc(elu(x))))"))
      for level in KernelAccuracyTests.levels {
        let fixed = ActivationFunction(function.expression, level: level)
        // Whole blocks, a part of one, and more than one.
        for count in [256, 100, 1000] {
          let x = (0..<count).map { Float($0) / 100 - 3 }
          var slopes = x
          var values = x
          withoutMemory {
            var slopeSpan = slopes.mutableSpan
            var valueSpan = values.mutableSpan
            fixed.evaluate(replacingWithDerivative: &slopeSpan, values: &valueSpan)
          }
          withoutMemory {
            var valueSpan = values.mutableSpan
            fixed.evaluate(x.span, values: &valueSpan)
          }
        }
      }
    }
  }

  @Test func `a way there and back with parameters allocates nothing`() async {
    await #expect(processExitsWith: .success) {
      let expression = try Expression("add(pow(exp(x),p(1.5)),mul(p(0.5),sinc(mul(p(2),x))))")
      for level in KernelAccuracyTests.levels {
        let function = ActivationFunction(expression, level: level)
        // Shared by all, whole blocks of rows, rows longer than a block, and edges of blocks.
        for channels in [1, 64, 300, 7] {
          var x = (0..<8400 / channels * channels).map { Float($0 % 600) / 100 - 3 }
          let parameters = [Float](repeating: 1, count: 3 * channels)
          var values = x
          var gradients = x
          var sums = [Double](repeating: 0, count: 3 * channels)
          withoutMemory {
            var xs = x.mutableSpan
            var valueSpan = values.mutableSpan
            var gradientSpan = gradients.mutableSpan
            var sumSpan = sums.mutableSpan
            function.forward(
              replacing: &xs, channels: channels, parameters: parameters.span, into: &valueSpan)
            function.backward(
              xs.span, channels: channels, parameters: parameters.span,
              gradients: &gradientSpan, adding: &sumSpan)
          }
        }
      }
    }
  }

  @Test func `an allocation would be noticed`() async {
    await #expect(processExitsWith: .failure) {
      var count = 4
      var numbers: [Int] = []
      withoutMemory {
        numbers = Array(repeating: count, count: count)
        count += 1
      }
      #expect(numbers.count == 5)
    }
  }
}
