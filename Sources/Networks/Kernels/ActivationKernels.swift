import Activations
import Tensors

/// Applies a function to the first numbers of a tensor, which keeps what the way back needs.
func activate(
  _ function: any SiteFunction, replacing x: inout Tensor, count: Int, channels: Int,
  _ parameter: Parameter?, into y: inout Tensor
) {
  x.withMutableSpan(first: count) { x in
    y.withMutableSpan(first: count) { y in
      guard let parameter else {
        function.forward(replacing: &x, channels: channels, parameters: Span(), into: &y)
        return
      }
      parameter.values.withSpan { parameters in
        function.forward(replacing: &x, channels: channels, parameters: parameters, into: &y)
      }
    }
  }
}

/// Applies a function to the first numbers of a tensor.
func activate(
  _ function: any SiteFunction, _ x: borrowing Tensor, count: Int, channels: Int,
  _ parameter: Parameter?, into y: inout Tensor
) {
  x.withSpan(first: count) { x in
    y.withMutableSpan(first: count) { y in
      guard let parameter else {
        function.values(x, channels: channels, parameters: Span(), into: &y)
        return
      }
      parameter.values.withSpan { parameters in
        function.values(x, channels: channels, parameters: parameters, into: &y)
      }
    }
  }
}

/// Turns gradients by what a function wrote into those by what it read, and adds the gradients of
/// its parameters to sums.
func sendBack(
  _ function: any SiteFunction, _ kept: borrowing Tensor, count: Int, channels: Int,
  _ parameter: Parameter?, gradients: inout Tensor, adding sums: inout [Double]
) {
  kept.withSpan(first: count) { kept in
    gradients.withMutableSpan(first: count) { gradients in
      var sums = sums.mutableSpan
      guard let parameter else {
        function.backward(
          kept, channels: channels, parameters: Span(), gradients: &gradients, adding: &sums)
        return
      }
      parameter.values.withSpan { parameters in
        function.backward(
          kept, channels: channels, parameters: parameters, gradients: &gradients, adding: &sums)
      }
    }
  }
}
