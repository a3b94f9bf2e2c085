import Activations
import Datasets
import Randomness
import Studies
import Tensors
import TestSupport
import Testing

@testable import Networks

/// Activation functions that learn parameters, against PyTorch (`scripts/fixtures/parameters.py`).
@Suite struct ActivationTests {
  private struct Fixture: Decodable {
    let layers: [Layer]
    let trajectories: [Trajectory]
  }

  private struct Layer: Decodable {
    let activation: String
    let per: String
    let images: Int
    let values: [Double]
    let parameters: [[Double]]
    let inputGradients: [Double]
    let parameterGradients: [[Double]]
  }

  private struct Trajectory: Decodable {
    struct Learned: Decodable {
      let mean: Double
      let deviation: Double
      let least: Double
      let greatest: Double
    }

    let plan: String
    let activation: String
    let per: String
    let images: Int
    let steps: Int
    let rate: Double
    let momentum: Double
    let decay: Double
    let parametersRate: Double
    let parametersDecay: Double
    let losses: [Double]
    let checksums: [Double]
    let learned: [Learned]
  }

  private func sharing(_ word: String) throws -> ParameterDescent.Sharing {
    try #require(ParameterDescent.Sharing(rawValue: word))
  }

  @Test func `values and gradients are PyTorch's, for each channel and for the layer`() throws {
    for known in try fixture("parameters", as: Fixture.self).layers {
      let subject = try Subject(
        "input 3x3x5\nactivation", activation: known.activation, sharing: try sharing(known.per),
        images: known.images)
      let parameter = try #require(subject.network.parameters.first)
      #expect(parameter.values.count == known.parameters.joined().count)
      parameter.values.replace(by: known.parameters.joined().map { Float($0) })
      let name = "\(known.activation) for each \(known.per)"
      #expect(distance(subject.forward(), known.values) < 1e-6, "\(name)")
      #expect(distance(subject.forward(training: false), known.values) < 1e-6, "\(name)")
      _ = subject.forward()
      #expect(distance(subject.backward(), known.inputGradients) < 2e-6, "\(name)")
      #expect(
        distance(parameter.gradients.numbers, Array(known.parameterGradients.joined())) < 2e-6,
        "\(name)")
    }
  }

  @Test func `ten steps of training go where PyTorch goes`() throws {
    for known in try fixture("parameters", as: Fixture.self).trajectories {
      let name = "\(known.activation) for each \(known.per)"
      let subject = try Subject(
        known.plan, activation: known.activation, sharing: try sharing(known.per),
        images: known.images)
      let network = subject.network
      let descent = MomentumDescent(
        learningRate: LearningRate(
          optimizer: Optimizer(
            rate: known.rate, momentum: known.momentum, decay: known.decay, schedule: .cosine,
            parameters: ParameterDescent(
              per: try sharing(known.per), rate: known.parametersRate,
              decay: known.parametersDecay)),
          epochs: 2, stepsPerEpoch: known.steps / 2))
      for step in 0..<known.steps {
        _ = subject.forward(numbers(subject.inputCount, salt: 200 + step, scale: 4))
        let labels = (0..<known.images).map { Int32(($0 * 7 + step) % 10) }
        let loss = softmaxCrossEntropy(
          network.output.values.tensor, labels: labels, rows: known.images, classes: 10,
          gradients: network.output.gradients)
        #expect(
          abs(loss.lossSum / Double(known.images) - known.losses[step]) < 1e-4, "\(name), \(step)")
        network.backward(subject.pass)
        descent.step(step, of: network.parameters)
      }
      let weights = network.parameters.filter { $0.group == .weights }
      for (parameter, checksum) in zip(weights, known.checksums) {
        let own = parameter.values.numbers.enumerated().reduce(0) {
          $0 + Double($1.element) * number($1.offset, salt: 7)
        }
        #expect(abs(own - checksum) < 1e-4, "\(parameter.name), \(name)")
      }
      let learned = network.layers.compactMap { $0 as? Activation }.flatMap(\.learnedParameters)
      #expect(learned.count == known.learned.count)
      #expect(learned.map(\.site).last == "activation-3")
      for (own, expected) in zip(learned, known.learned) {
        #expect(abs(own.mean - expected.mean) < 1e-5, "\(name)")
        #expect(abs(own.deviation - expected.deviation) < 1e-5, "\(name)")
        #expect(abs(own.least - expected.least) < 1e-5, "\(name)")
        #expect(abs(own.greatest - expected.greatest) < 1e-5, "\(name)")
      }
    }
  }

  @Test func `gradients of parameters are those of differences of the loss`() throws {
    for text in [
      "max(x,mul(p(0.25),x))", "mul(x,sigmoid(mul(p(1),x)))", "mul(p(0.5),sin(mul(p(2),x)))",
    ] {
      let subject = try Subject(
        "input 4x3x6\nactivation", activation: text, images: 2)
      let parameter = try #require(subject.network.parameters.first)
      _ = subject.forward()
      _ = subject.backward()
      let gradients = parameter.gradients.numbers
      let start = parameter.values.numbers
      let weights = numbers(subject.outputCount, salt: 99, scale: 2)
      func objective(_ index: Int, _ change: Float) -> Double {
        var moved = start
        moved[index] += change
        parameter.values.replace(by: moved)
        return zip(subject.forward(), weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      }
      for index in start.indices {
        let step: Float = 1 / 128
        let slope = (objective(index, step) - objective(index, -step)) / Double(2 * step)
        #expect(abs(slope - Double(gradients[index])) < 2e-3 * (1 + abs(slope)), "\(text)")
      }
    }
  }

  @Test func `parameters that do not move train as constants do, bit for bit`() throws {
    let plan = "input 5x5x2\nconvolution 4 kernel 3 padding 1\nactivation\nflatten\ndense 10"
    func losses(_ activation: String) throws -> [Double] {
      let subject = try Subject(plan, activation: activation, images: 8)
      let descent = MomentumDescent(
        learningRate: LearningRate(
          optimizer: Optimizer(
            rate: 0.1, momentum: 0.9, parameters: ParameterDescent(per: .channel, rate: 0)),
          epochs: 1, stepsPerEpoch: 5))
      return (0..<5).map { step in
        _ = subject.forward(numbers(subject.inputCount, salt: 200 + step, scale: 4))
        let loss = softmaxCrossEntropy(
          subject.network.output.values.tensor, labels: (0..<8).map { Int32($0) }, rows: 8,
          classes: 10, gradients: subject.network.output.gradients)
        subject.network.backward(subject.pass)
        descent.step(step, of: subject.network.parameters)
        return loss.lossSum
      }
    }
    #expect(
      try losses("mul(x,sigmoid(mul(p(1.5),x)))") == losses("mul(x,sigmoid(mul(1.5,x)))"))
    #expect(try losses("max(x,mul(p(0.25),x))") == losses("max(x,mul(0.25,x))"))
  }

  @Test func `an activation in the first place and behind a fork learns too`() throws {
    let plan = try NetworkPlan(text: "input 1x1x4\nactivation\ndense 3")
    let function = ActivationFunction(try Expression("mul(p(2),x)"))
    let network = Network(plan: plan, activation: function, capacity: 2)
    network.initialize(seed: Seed(3))
    network.input.values.tensor.replace(by: [1, 2, 3, 4, 5, 6, 7, 8])
    let pass = Pass.training(images: 2, seed: Seed(1))
    network.forward(pass)
    network.output.gradients?.tensor.replace(by: [1, 0, 0, 1, 0, 0])
    network.backward(pass)
    let weights = network.parameters[1].values.numbers
    // The loss is the sum of the first output of both images.
    for channel in 0..<4 {
      let expected = Float(1 + channel + 5 + channel) * weights[channel * 3]
      #expect(abs(network.parameters[0].gradients.numbers[channel] - expected) < 1e-5)
    }
  }
}
