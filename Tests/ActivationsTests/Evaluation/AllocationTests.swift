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
          var none: [Float] = []
          withoutMemory {
            var slopeSpan = slopes.mutableSpan
            var valueSpan = values.mutableSpan
            var noneSpan = none.mutableSpan
            fixed.evaluate(
              replacingWithDerivative: &slopeSpan, parameters: Span(), values: &valueSpan,
              parameterDerivatives: &noneSpan)
          }
          withoutMemory {
            var valueSpan = values.mutableSpan
            fixed.evaluate(x.span, parameters: Span(), values: &valueSpan)
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
