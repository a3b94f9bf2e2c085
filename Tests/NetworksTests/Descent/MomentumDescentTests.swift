import Studies
import Tensors
import Testing

@testable import Networks

@Suite struct MomentumDescentTests {
  private struct Trajectory: Decodable {
    let plan: String
    let activation: String
    let images: Int
    let steps: Int
    let rate: Double
    let momentum: Double
    let decay: Double
    let losses: [Double]
    let rates: [Double]
    let checksums: [Double]
    let runningMean: [Double]
    let runningVariance: [Double]
  }

  @Test func `ten steps of training go where PyTorch goes`() throws {
    let known = try fixture("trajectory", as: Trajectory.self)
    let subject = try Subject(known.plan, activation: known.activation, images: known.images)
    let network = subject.network
    let rate = LearningRate(
      optimizer: Optimizer(
        rate: known.rate, momentum: known.momentum, decay: known.decay, schedule: .cosine),
      epochs: 2, stepsPerEpoch: known.steps / 2)
    let descent = MomentumDescent(learningRate: rate)
    for step in 0..<known.steps {
      #expect(abs(rate.rate(atStep: step) - known.rates[step]) < 1e-12)
      _ = subject.forward(numbers(subject.inputCount, salt: 200 + step, scale: 4))
      let labels = (0..<known.images).map { Int32(($0 * 7 + step) % 10) }
      let loss = softmaxCrossEntropy(
        network.output.values.tensor, labels: labels, rows: known.images, classes: 10,
        gradients: network.output.gradients)
      #expect(abs(loss.lossSum / Double(known.images) - known.losses[step]) < 1e-4)
      network.backward(subject.pass)
      descent.step(step, of: network.parameters)
    }
    for (parameter, checksum) in zip(network.parameters, known.checksums) {
      let own = parameter.values.numbers.enumerated().reduce(0) {
        $0 + Double($1.element) * number($1.offset, salt: 7)
      }
      #expect(abs(own - checksum) < 1e-4, "\(parameter.name)")
    }
    for case let normalization as BatchNormalization in network.layers {
      #expect(distance(normalization.runningMean.numbers, known.runningMean) < 1e-4)
      #expect(distance(normalization.runningVariance.numbers, known.runningVariance) < 1e-4)
    }
  }

  @Test func `decay pulls a parameter without gradient towards zero`() {
    let parameter = Parameter("w", shape: [2], initial: .constant(1))
    parameter.values.replace(by: [1, -2])
    let descent = MomentumDescent(
      learningRate: LearningRate(
        optimizer: Optimizer(rate: 0.5, momentum: 0.5, decay: 0.5), epochs: 1, stepsPerEpoch: 2))
    descent.step(0, of: [parameter])
    #expect(parameter.values.numbers == [0.75, -1.5])
    descent.step(1, of: [parameter])
    #expect(parameter.values.numbers == [0.4375, -0.875])
  }
}
