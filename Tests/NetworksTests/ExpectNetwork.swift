import Studies
import Tensors
import TestSupport
import Testing

@testable import Networks

private struct KnownNetwork: Decodable {
  struct Parameter: Decodable {
    let count: Int
    let largest: Double
    let length: Double
    let product: Double
    let samples: [Double]
  }

  let plan: String
  let activation: String
  let images: Int
  let rate: Double
  let values: [Double]
  let loss: Double
  let inputGradients: [Double]
  let parameters: [Parameter]
  let lossAfterStep: Double
}

/// Holds a network against what PyTorch says about it: values, gradients, and a step of descent.
///
/// - Parameters:
///   - name: the fixture's.
///   - plan: the network.
/// - Throws: what reading the fixture or making the network throws.
func expectNetwork(_ name: String, _ plan: NetworkPlan) throws {
  let known = try fixture(name, as: KnownNetwork.self)
  let subject = try Subject(plan.text, activation: known.activation, images: known.images)
  let network = subject.network
  let labels = (0..<known.images).map { Int32($0 * 3 % 10) }
  func loss() -> Double {
    softmaxCrossEntropy(
      network.output.values.tensor, labels: labels, rows: known.images, classes: 10,
      gradients: network.output.gradients
    ).lossSum / Double(known.images)
  }

  expectClose(subject.forward(), known.values, within: 1e-5)
  #expect(abs(loss() - known.loss) < 1e-6)
  network.backward(subject.pass)
  expectClose(try #require(network.input.gradients).tensor.numbers, known.inputGradients)
  #expect(network.parameters.count == known.parameters.count)
  for (parameter, expected) in zip(network.parameters, known.parameters) {
    let gradients = parameter.gradients.numbers
    #expect(gradients.count == expected.count, "\(parameter.name)")
    let step = max(1, gradients.count / 16)
    expectClose(
      stride(from: 0, to: gradients.count, by: step).map { gradients[$0] }, expected.samples,
      beside: expected.largest)
    var (product, squares) = (0.0, 0.0)
    for (index, gradient) in gradients.enumerated() {
      product += Double(gradient) * number(index, salt: 7)
      squares += Double(gradient) * Double(gradient)
    }
    #expect(abs(product - expected.product) < 1e-4 * expected.length, "\(parameter.name)")
    #expect(
      abs(squares.squareRoot() - expected.length) < 1e-4 * expected.length, "\(parameter.name)")
  }

  let descent = MomentumDescent(
    learningRate: LearningRate(
      optimizer: Optimizer(rate: known.rate, momentum: 0, decay: 0, schedule: .constant),
      epochs: 1, stepsPerEpoch: 1))
  descent.step(0, of: network.parameters)
  _ = subject.forward()
  #expect(abs(loss() - known.lossAfterStep) < 1e-5)
  #expect(abs(known.loss - known.lossAfterStep) > 1e-3)
}

/// Compares numbers beside the largest of them.
private func expectClose(
  _ found: [Float], _ expected: [Double], beside largest: Double? = nil,
  within tolerance: Double = 1e-4, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.count == expected.count, sourceLocation: sourceLocation)
  let scale = largest ?? largestError(expected.map { abs($0) })
  let error = largestError(zip(found, expected).map { abs(Double($0) - $1) / scale })
  #expect(error < tolerance, sourceLocation: sourceLocation)
}
