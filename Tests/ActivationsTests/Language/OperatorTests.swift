import Testing

@testable import Activations

@Suite struct OperatorTests {
  @Test func `there are 34 unary, 7 binary and 4 n-ary operators`() {
    #expect(Operator.unary.count == 34)
    #expect(Operator.binary.count == 7)
    #expect(Operator.nary.count == 4)
  }

  @Test func `every operator is found by its name`() {
    for operation in Operator.allCases { #expect(Operator.named(operation.name) == operation) }
    #expect(Operator.named("leaky_relu") == nil)
  }
}
