import Testing

@testable import Activations

@Suite struct ExpressionSimplifiedTests {
  @Test(arguments: [
    ("sub(relu(x),zero(x))", "relu(x)"), ("mul(x,sigmoid(x))", "swish(x)"),
    ("negative(negative(tanh(x)))", "tanh(x)"), ("erfc(mul(x,sigmoid(x)))", "erfc(swish(x))"),
    ("mul(add(elu(x),zero(x)),erfc(max(x,zero(x))))", "mul(elu(x),erfc(relu(x)))"),
    ("pow(x,one(x))", "x"), ("max(gelu(x),gelu(x))", "gelu(x)"), ("x", "x"),
    ("mul(x,erfc(elu(x)))", "mul(x,erfc(elu(x)))"),
    ("elu(relu(x))", "relu(x)"),
  ])
  func `known identities are found`(text: String, simplified: String) throws {
    let expression = try Expression(text)
    #expect(expression.simplified().description == simplified)
    #expect(expression.simplified().classKey == expression.classKey)
  }
}
