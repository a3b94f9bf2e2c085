import Testing

@testable import Activations

@Suite struct KernelProgramTests {
  /// swish with a learnable slope b, x sigma(b x), beside an unused second parameter.
  private let program = KernelProgram(
    [
      .init(action: .parameter(1), sources: [], destination: 0),
      .init(action: .apply(.mul), sources: [KernelProgram.Step.x, 0], destination: 0),
      .init(action: .apply(.sigmoid), sources: [0], destination: 0),
      .init(
        action: .apply(.mul), sources: [KernelProgram.Step.x, 0],
        destination: KernelProgram.Step.result),
    ], slotCount: 1, parameterCount: 2)

  @Test func `a learnable parameter has its own gradient`() {
    let inputs = (0..<300).map { Float($0 - 150) / 40 }
    let parameters: [Float] = [9, 1.5]
    var x = inputs
    var values = inputs
    var gradients = [Float](repeating: .nan, count: 600)
    var xSpan = x.mutableSpan
    var valueSpan = values.mutableSpan
    var gradientSpan = gradients.mutableSpan
    program.derivatives(
      replacing: &xSpan, parameters: parameters.span, values: &valueSpan,
      parameterDerivatives: &gradientSpan)
    #expect(gradients[..<300].allSatisfy { $0 == 0 })
    for (index, input) in inputs.enumerated() {
      let z = Double(input)
      let sigma = Expression(.sigmoid, [.x]).point(1.5 * z).value
      let slope = sigma * (1 - sigma)
      #expect(abs(Double(values[index]) - z * sigma) < 1e-6)
      #expect(abs(Double(x[index]) - (sigma + 1.5 * z * slope)) < 1e-6)
      #expect(abs(Double(gradients[300 + index]) - z * z * slope) < 1e-6)
    }
  }
}
