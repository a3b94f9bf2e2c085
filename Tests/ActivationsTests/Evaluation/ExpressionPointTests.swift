import Randomness
import TestSupport
import Testing

@testable import Activations

@Suite struct ExpressionPointTests {
  @Test func `the derivative is the limit of differences`() throws {
    try forAll(count: 400) { generator in
      let expression = generator.expression(depth: 3)
      let x = 4 * generator.uniform() - 2
      let step = 1e-6
      let (value, derivative) = expression.point(x)
      let before = expression.point(x - step)
      let after = expression.point(x + step)
      // Kinks and poles have no two-sided derivative.
      guard value.isFinite, abs(value) < 1e4, derivative.isFinite, abs(derivative) < 1e4,
        abs(after.derivative - before.derivative) < 1e-3
      else { return }
      let difference = (after.value - before.value) / (2 * step)
      #expect(
        abs(difference - derivative) <= 1e-5 * (1 + abs(derivative) + abs(value)),
        "\(expression) at \(x)")
    }
  }

  @Test(arguments: [
    ("relu(x)", 0.0, 0.0), ("abs(x)", 0, 0), ("leakyrelu(x)", 0, 0.01), ("hard_sigmoid(x)", 2.5, 0),
    ("hard_sigmoid(x)", -2.5, 0), ("elu(x)", 0, 1), ("max(x,negative(x))", 0, 0),
    ("max(x,zero(x))", 0, 0.5), ("min(x,mul(x,x))", 1, 1.5), ("max_n(x,zero(x),zero(x))", 0, 0.25),
    ("pow(relu(x),sigmoid(x))", -1, 0), ("pow(x,hard_sigmoid(x))", -3, 0),
    ("sigmoid(exp(x))", 800, 0), ("elu(x)", 1000, 1), ("selu(x)", 1000, 1.0507009873554805),
    ("div(x,exp(x))", 800, 0), ("pow(zero(x),x)", 2, 0),
  ])
  func `where slopes meet, flat wins over steep`(text: String, x: Double, slope: Double) throws {
    let expression = try Expression(text)
    #expect(expression.point(x).derivative == slope)
    let (_, slopes) = evaluated(ActivationFunction(expression), at: [Float(x)])
    #expect(slopes[0] == Float(slope))
  }
}
