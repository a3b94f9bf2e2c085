import Testing

@testable import Activations

@Suite struct ActivationFunctionTests {
  /// The published discoveries (Bingham and Miikkulainen, 2023), with values at -3, -1, 1 and 3.
  static let discoveries: [(String, [Double])] = [
    ("mul(hard_sigmoid(hard_sigmoid(x)),elu(x))", [-0.4751065, -0.3539875, 0.64, 2.1]),
    ("mul(sigmoid(softsign(x)),elu(x))", [-0.3048485, -0.2386512, 0.6224593, 2.037536]),
    ("div(swish(x),selu(one(x)))", [-0.1354121, -0.2559638, 0.6957818, 2.719825]),
    ("swish(add(negative(x),negative(x)))", [5.985164, 1.761594, -0.2384058, -0.01483574]),
    ("selu(sinh(expm1(arctan(x))))", [-0.9483355, -0.7651437, 1.573244, 6.273818]),
    ("mul(x,erfc(elu(x)))", [-5.462965, -1.628653, 0.1572992, 6.627149e-05]),
    ("prod_n(sigmoid(x),negative(x),hard_sigmoid(x))", [0, 0.08068243, -0.511741, -2.857722]),
    ("elu(swish(negative(x)))", [2.857722, 0.7310586, -0.235812, -0.1326196]),
    ("mul(swish(x),erfc(bessel_i0e(x)))", [-0.1040201, -0.1371867, 0.3729122, 2.089299]),
    ("relu(x)", [0, 0, 1, 3]),
  ]

  @Test(arguments: discoveries)
  func `published functions have their published values`(text: String, expected: [Double]) throws {
    let expression = try Expression(text)
    let inputs: [Float] = [-3, -1, 1, 3]
    let (values, _) = evaluated(ActivationFunction(expression), at: inputs)
    for index in inputs.indices {
      let tolerance = 1e-6 * max(abs(expected[index]), 1e-4)
      #expect(abs(expression.point(Double(inputs[index])).value - expected[index]) <= tolerance)
      #expect(abs(Double(values[index]) - expected[index]) <= tolerance)
    }
  }

  @Test func `every block length gives the same values as one by one`() throws {
    let function = ActivationFunction(try Expression("mul(x,erfc(elu(x)))"))
    for count in [0, 1, 15, 16, 17, 255, 256, 257, 511, 528, 1000] {
      let x = (0..<count).map { Float($0 - count / 2) / 64 }
      let (values, slopes) = evaluated(function, at: x)
      for index in x.indices {
        let (value, slope) = evaluated(function, at: [x[index]])
        #expect(values[index] == value[0])
        #expect(slopes[index] == slope[0])
      }
    }
  }

  @Test func `values alone are the values of the training call`() throws {
    let x = Probe.samples.map { Float($0) }
    for (text, _) in ActivationFunctionTests.discoveries {
      let function = ActivationFunction(try Expression(text))
      var alone = x
      var span = alone.mutableSpan
      function.evaluate(x.span, values: &span)
      #expect(alone == evaluated(function, at: x).values)
    }
  }

  @Test func `NaN goes in and comes out`() {
    let x: [Float] = [.nan]
    for operation in Operator.unary where !operation.isConstant {
      let (values, _) = evaluated(ActivationFunction(Expression(operation, [.x])), at: x)
      #expect(values[0].isNaN, "\(operation.name)")
    }
  }

  @Test func `one function serves many threads`() async throws {
    let function = ActivationFunction(try Expression("mul(tanh(x),add(erfc(elu(x)),softplus(x)))"))
    let x = (0..<5000).map { Float($0) / 1000 - 2.5 }
    let expected = evaluated(function, at: x).slopes
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<20).allSatisfy { _ in evaluated(function, at: x).slopes == expected } }
      }
      for await isSame in group { #expect(isSame) }
    }
  }
}
