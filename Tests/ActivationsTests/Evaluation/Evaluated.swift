import Activations

/// The values and derivatives of a function at some inputs.
func evaluated(_ function: ActivationFunction, at x: [Float]) -> (values: [Float], slopes: [Float])
{
  var slopes = x
  var values = [Float](repeating: .nan, count: x.count)
  var slopeSpan = slopes.mutableSpan
  var valueSpan = values.mutableSpan
  function.evaluate(replacingWithDerivative: &slopeSpan, values: &valueSpan)
  return (values, slopes)
}

/// What a function leaves at its place in a network.
struct SiteResult: Equatable {
  var values: [Float]
  /// By x, times the gradients that came in.
  var gradients: [Float]
  /// A sum for each parameter and channel.
  var sums: [Double]
}

/// Sends numbers there and gradients back through a function with parameters.
func passed(
  _ function: some SiteFunction, _ x: [Float], channels: Int, parameters: [Float],
  gradients: [Float]
) -> SiteResult {
  var values = [Float](repeating: .nan, count: x.count)
  var gradients = gradients
  var sums = [Double](repeating: 0, count: parameters.count)
  var kept = x
  var keptSpan = kept.mutableSpan
  var valueSpan = values.mutableSpan
  function.forward(
    replacing: &keptSpan, channels: channels, parameters: parameters.span, into: &valueSpan)
  var gradientSpan = gradients.mutableSpan
  var sumSpan = sums.mutableSpan
  function.backward(
    kept.span, channels: channels, parameters: parameters.span, gradients: &gradientSpan,
    adding: &sumSpan)
  return SiteResult(values: values, gradients: gradients, sums: sums)
}
