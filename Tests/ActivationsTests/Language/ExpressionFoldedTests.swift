import Randomness
import TestSupport
import Testing

@testable import Activations

@Suite struct ExpressionFoldedTests {
  @Test(arguments: [
    ("identity(x)", "x"),
    ("sub(relu(identity(x)),zero(tanh(x)))", "sub(relu(x),zero(x))"),
    ("mul(x,sub(one(x),one(x)))", "mul(x,zero(x))"),
    ("exp(zero(x))", "one(x)"),
    ("selu(one(sigmoid(x)))", "selu(one(x))"),
    ("reciprocal(negative(zero(x)))", "reciprocal(negative(zero(x)))"),
    ("mul(x,erfc(elu(x)))", "mul(x,erfc(elu(x)))"),
    ("mul(x,mul(2,0.5))", "mul(x,1)"),
    ("add(x,sub(0.25,one(x)))", "add(x,-0.75)"),
    ("mul(0,x)", "mul(0,x)"),
    ("div(1,0)", "div(1,0)"),
    ("mul(p(1),mul(p(1),x))", "mul(p(1),mul(p(1),x))"),
    ("identity(p(1))", "p(1)"),
  ])
  func `constants and identities fold`(text: String, folded: String) throws {
    #expect(try Expression(text).folded().description == folded)
  }

  @Test func `folding changes no value and no derivative`() throws {
    try forAll(count: 300) { generator in
      let expression = generator.expression(depth: 4)
      let folded = expression.folded()
      for x in [-2.5, -1, -0.0, 0, 0.3, 1, 4] {
        let (before, after) = (expression.point(x), folded.point(x))
        #expect(before.value == after.value || before.value.isNaN && after.value.isNaN)
        #expect(
          before.derivative == after.derivative
            || before.derivative.isNaN && after.derivative.isNaN)
      }
    }
  }
}
