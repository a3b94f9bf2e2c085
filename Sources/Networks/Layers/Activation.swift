import Activations
import Datasets
import Tensors

/// The activation function, applied to each number: `activation`.
struct ActivationKind: LayerKind {
  static let words = ["activation"]

  init(_ word: String, reading line: inout PlanLine) {}

  func layer(at site: Site) -> any Layer {
    Activation(function: site.activation, input: site.input)
  }
}

/// An activation function at its place in a network.
///
/// Where a way back follows, value and derivative are computed in one pass, and the derivative
/// replaces the input where nobody else reads it: the way back is a product. Input and output have
/// one gradient buffer, which that product changes in place.
final class Activation: Layer {
  /// May be replaced between batches by one with as many parameters.
  var function: ActivationFunction
  let input: Signal
  let output: Signal
  /// Holds the derivatives; the input's values where they may be replaced.
  private let derivatives: Buffer
  /// The function's own parameters; it has none so far.
  private var learnt: Tensor
  private var learntDerivatives: Tensor

  init(function: ActivationFunction, input: Signal) {
    self.function = function
    self.input = input
    output = Signal(after: input, shape: input.shape)
    derivatives =
      input.isShared ? Buffer(count: input.capacity * input.shape.count) : input.values
    learnt = Tensor(function.parameterCount)
    learntDerivatives = Tensor(function.parameterCount, input.capacity * input.shape.count)
  }

  func forward(_ pass: Pass) {
    let count = pass.images * input.shape.count
    if pass.keepsDerivatives {
      if input.isShared { copy(input.values.tensor, to: &derivatives.tensor, count: count) }
      activate(
        function, &derivatives.tensor, count: count, parameters: learnt,
        into: &output.values.tensor, parameterDerivatives: &learntDerivatives)
    } else {
      activate(
        function, input.values.tensor, count: count, parameters: learnt,
        into: &output.values.tensor)
    }
  }

  func backward(_ pass: Pass) {
    guard let gradients = input.gradients else { return }
    multiply(
      &gradients.tensor, elementwiseBy: derivatives.tensor,
      count: pass.images * input.shape.count)
  }
}
