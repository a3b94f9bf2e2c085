import Testing

@testable import Activations

@Suite struct FunctionSummaryTests {
  @Test(arguments: [
    ("mul(hard_sigmoid(hard_sigmoid(x)),elu(x))", 0.126451, 0.263331),
    ("mul(sigmoid(softsign(x)),elu(x))", 0.158596, 0.226653),
    ("div(swish(x),selu(one(x)))", 0.196651, 0.322268),
    ("swish(add(negative(x),negative(x)))", 0.605706, 1.75789),
    ("selu(sinh(expm1(arctan(x))))", 0.362270, 1.81178),
    ("mul(x,erfc(elu(x)))", -0.576481, 1.46675),
    ("prod_n(sigmoid(x),negative(x),hard_sigmoid(x))", -0.202069, 0.240363),
    ("elu(swish(negative(x)))", 0.216708, 0.351194),
    ("mul(swish(x),erfc(bessel_i0e(x)))", 0.119502, 0.133328),
    ("relu(x)", 0.398942, 0.5),
  ])
  func `moments under a normal input are the published ones`(
    text: String, mean: Double, secondMoment: Double
  ) throws {
    let summary = FunctionSummary(try Expression(text))
    #expect(abs(try #require(summary.mean) - mean) < 1e-6)
    #expect(abs(try #require(summary.secondMoment) - secondMoment) < 1e-5)
    #expect(summary.isFiniteOnProbe)
  }

  @Test func `shapes are told apart`() throws {
    let tanh = FunctionSummary(try Expression("tanh(x)"))
    #expect(tanh.monotonicity == .increasing && tanh.isBounded)
    #expect(tanh.zeroCrossings == [0])
    #expect(tanh.valueAtZero == 0 && tanh.derivativeAtZero == 1)
    let swish = FunctionSummary(try Expression("swish(x)"))
    #expect(swish.monotonicity == .neither && !swish.isBounded)
    #expect(FunctionSummary(try Expression("negative(softplus(x))")).monotonicity == .decreasing)
    #expect(FunctionSummary(try Expression("one(x)")).monotonicity == .constant)
    let shifted = FunctionSummary(try Expression("sub(exp(x),cosh(one(x)))"))
    #expect(shifted.zeroCrossings.count == 1)
    #expect(abs(try #require(shifted.zeroCrossings.first) - 0.433780830483027) < 1e-12)
  }

  @Test func `a pole is no crossing and has no moments`() throws {
    let pole = FunctionSummary(try Expression("reciprocal(x)"))
    #expect(pole.zeroCrossings.isEmpty)
    #expect(pole.mean == nil && pole.secondMoment == nil)
    #expect(!pole.isBounded)
    #expect(!FunctionSummary(try Expression("pow(x,x)")).isFiniteOnProbe)
  }
}
