import Activations
import Datasets
import Tensors

/// The activation function, applied to each number.
///
/// Where a way back follows, value and derivative are computed in one pass, and the derivative
/// replaces the input: the way back is a product. Input and output share their gradient buffer, which that product
/// changes in place.
final class Activation: Layer {
  /// May be replaced between batches by one with as many parameters.
  var function: ActivationFunction
  let input: Signal
  let output: Signal

  init(function: ActivationFunction, input: Signal, output: Signal) {
    precondition(
      input.gradients === output.gradients, "an activation works on one gradient buffer")
    self.function = function
    self.input = input
    self.output = output
  }

  func forward(_ pass: Pass) {
    let count = pass.images * input.shape.count
    if pass.keepsDerivatives {
      activate(function, &input.values.tensor, count: count, into: &output.values.tensor)
    } else {
      activate(function, input.values.tensor, count: count, into: &output.values.tensor)
    }
  }

  func backward(_ pass: Pass) {
    guard let gradients = input.gradients else { return }
    multiply(
      &gradients.tensor, elementwiseBy: input.values.tensor,
      count: pass.images * input.shape.count)
  }
}
