import Activations
import Randomness

/// A network with its numbers and all the memory that training it takes.
///
/// It belongs to one thread.
final class Network {
  let plan: NetworkPlan
  /// Filled by the caller before `forward`.
  let input: Signal
  /// The logits; the caller fills its gradients before `backward`.
  let output: Signal
  let layers: [any Layer]
  /// In the order of the layers, weights before biases.
  let parameters: [Parameter]

  /// Builds the network; parameters are zero until `initialise`.
  ///
  /// - Parameters:
  ///   - plan: what to build.
  ///   - activation: the function of every activation layer.
  ///   - capacity: the most images in a batch.
  ///   - hasInputGradients: whether `backward` goes on to the images.
  init(
    plan: NetworkPlan, activation: ActivationFunction, capacity: Int,
    hasInputGradients: Bool = false
  ) {
    precondition(capacity > 0, "a batch needs room for at least one image (\(capacity))")
    var builder = NetworkBuilder(
      input: Signal(shape: plan.input, capacity: capacity, hasGradients: hasInputGradients),
      activation: activation)
    input = builder.last
    for (layer, shape) in zip(plan.layers, plan.shapes) { builder.add(layer, output: shape) }
    self.plan = plan
    output = builder.last
    layers = builder.layers
    parameters = layers.flatMap(\.parameters)
  }

  /// Sets every parameter to its start.
  func initialise(seed: Seed) {
    for parameter in parameters { parameter.initialise(seed: seed) }
  }

  /// Computes the output of the images in `input`.
  func forward(_ pass: Pass) {
    precondition(
      pass.images <= input.capacity, "\(pass.images) images (room for \(input.capacity))")
    for layer in layers { layer.forward(pass) }
  }

  /// Computes all parameters' gradients from the output's.
  func backward(_ pass: Pass) {
    for layer in layers.reversed() { layer.backward(pass) }
  }
}
