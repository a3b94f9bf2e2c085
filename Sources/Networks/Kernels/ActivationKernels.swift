import Activations
import Tensors

/// Applies a function to the first numbers of a tensor; each is replaced by the derivative.
func activate(
  _ function: ActivationFunction, _ x: inout Tensor, count: Int, parameters: borrowing Tensor,
  into y: inout Tensor, parameterDerivatives: inout Tensor
) {
  x.withMutableSpan(first: count) { x in
    y.withMutableSpan(first: count) { y in
      parameters.withSpan { parameters in
        parameterDerivatives.withMutableSpan(first: parameters.count * count) { derivatives in
          function.evaluate(
            replacingWithDerivative: &x, parameters: parameters, values: &y,
            parameterDerivatives: &derivatives)
        }
      }
    }
  }
}

/// Applies a function to the first numbers of a tensor.
func activate(
  _ function: ActivationFunction, _ x: borrowing Tensor, count: Int,
  parameters: borrowing Tensor, into y: inout Tensor
) {
  x.withSpan(first: count) { x in
    y.withMutableSpan(first: count) { y in
      parameters.withSpan { parameters in
        function.evaluate(x, parameters: parameters, values: &y)
      }
    }
  }
}
