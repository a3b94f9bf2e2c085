import Datasets
import Tensors

/// Every output is a weighted sum of all inputs: y = x w + b, weights (inputs, units).
final class Dense: Layer {
  let input: Signal
  let output: Signal
  let weights: Parameter
  let bias: Parameter

  init(name: String, input: Signal, output: Signal) {
    self.input = input
    self.output = output
    let (inputs, units) = (input.shape.count, output.shape.count)
    weights = Parameter("\(name).weights", shape: [inputs, units], initial: .he(inputs: inputs))
    bias = Parameter("\(name).bias", shape: [units], initial: .constant(0))
  }

  var parameters: [Parameter] { [weights, bias] }

  private func shape(_ images: Int) -> ProductShape {
    ProductShape(rows: images, columns: output.shape.count, inner: input.shape.count)
  }

  func forward(_ pass: Pass) {
    repeatRow(bias.values, times: pass.images, into: &output.values.tensor)
    multiply(
      shape(pass.images), input.values.tensor, by: weights.values, into: &output.values.tensor,
      keeping: 1)
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients else { return }
    let (inputs, units) = (input.shape.count, output.shape.count)
    if pass.isTraining {
      sumRows(gradients.tensor, rows: pass.images, into: &bias.gradients)
      multiply(
        ProductShape(rows: inputs, columns: units, inner: pass.images), input.values.tensor,
        .transposed, by: gradients.tensor, into: &weights.gradients)
    }
    if let target = input.gradients {
      multiply(
        ProductShape(rows: pass.images, columns: inputs, inner: units), gradients.tensor,
        by: weights.values, .transposed, into: &target.tensor)
    }
  }
}
