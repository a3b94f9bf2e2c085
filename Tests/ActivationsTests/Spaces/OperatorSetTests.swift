import Testing

@testable import Activations

@Suite struct OperatorSetTests {
  @Test func `the published sets have 27 and 31 unary operators`() throws {
    #expect(try OperatorSet.named("aquasurf-27").unary.count == 27)
    #expect(try OperatorSet.named("aquasurf-31").unary.count == 31)
    #expect(OperatorSet.aquasurf27.unary.last == .hardSigmoid)
  }

  @Test func `an unknown set names the nearest`() {
    let error = #expect(throws: ExpressionError.self) { try OperatorSet.named("aquasurf27") }
    #expect(
      error?.description == "unknown operator set 'aquasurf27' (did you mean 'aquasurf-27'?)")
  }
}
