import Activations
import Tensors

/// Applies a function to the first numbers of a tensor; each is replaced by the derivative.
func activate(
  _ function: ActivationFunction, _ x: inout Tensor, count: Int, into y: inout Tensor
) {
  x.withMutableSpan(first: count) { x in
    y.withMutableSpan(first: count) { y in
      function.evaluate(replacingWithDerivative: &x, values: &y)
    }
  }
}

/// Applies a function to the first numbers of a tensor.
func activate(
  _ function: ActivationFunction, _ x: borrowing Tensor, count: Int, into y: inout Tensor
) {
  x.withSpan(first: count) { x in
    y.withMutableSpan(first: count) { y in function.evaluate(x, values: &y) }
  }
}
