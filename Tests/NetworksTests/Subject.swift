import Activations
import Datasets
import Randomness
import Studies
import Tensors

@testable import Networks

/// A network under test whose parameters and inputs come from the formula.
struct Subject {
  let network: Network
  let images: Int
  let pass: Pass

  init(
    _ plan: String, activation: String = "relu(x)",
    sharing: ParameterDescent.Sharing = .channel, images: Int = 2, seed: UInt64 = 1
  ) throws {
    let plan = try NetworkPlan(text: plan)
    network = Network(
      plan: plan, activation: ActivationFunction(try Expression(activation)), sharing: sharing,
      capacity: images, hasInputGradients: true)
    self.images = images
    pass = .training(images: images, seed: Seed(seed))
    var salt = 1
    for layer in network.layers {
      for parameter in layer.parameters {
        guard parameter.group == .weights else {
          parameter.initialize(seed: Seed(seed))
          continue
        }
        let inputs = layer.fixtureInputs
        parameter.values.replace(
          by: numbers(
            parameter.values.count, salt: salt, scale: 2 * (3 / Double(inputs)).squareRoot()))
        salt += 1
      }
    }
  }

  var inputCount: Int { images * network.input.shape.count }
  var outputCount: Int { images * network.output.shape.count }

  /// Runs the layers forward from the formula's images, or from images of one's own.
  func forward(_ x: [Float]? = nil, training: Bool = true) -> [Float] {
    network.input.values.tensor.replace(by: x ?? numbers(inputCount, salt: 0, scale: 4))
    network.forward(training ? pass : .inference(images: images))
    return network.output.values.tensor.numbers
  }

  /// Runs the layers backward, the output's gradients from the formula.
  func backward() -> [Float] {
    network.output.gradients?.tensor.replace(by: numbers(outputCount, salt: 99, scale: 2))
    network.backward(pass)
    return network.input.gradients?.tensor.numbers ?? []
  }
}

extension Layer {
  /// How many inputs the fixture program scales a layer's parameters by.
  fileprivate var fixtureInputs: Int {
    switch self {
    case let layer as any Weighted:
      // Of a depthwise layer all sizes but the channels, of every other all but the outputs.
      layer.weights.values.shape.dropLast().reduce(1, *)
    default: 3
    }
  }
}
