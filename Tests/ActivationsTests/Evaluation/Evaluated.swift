import Activations

/// The values and derivatives of a function at some inputs.
func evaluated(_ function: ActivationFunction, at x: [Float]) -> (values: [Float], slopes: [Float])
{
  let none: [Float] = []
  var slopes = x
  var values = [Float](repeating: .nan, count: x.count)
  var empty: [Float] = []
  var slopeSpan = slopes.mutableSpan
  var valueSpan = values.mutableSpan
  var emptySpan = empty.mutableSpan
  function.evaluate(
    replacingWithDerivative: &slopeSpan, parameters: none.span, values: &valueSpan,
    parameterDerivatives: &emptySpan)
  return (values, slopes)
}
