import Datasets
import Tensors

/// Every output is a weighted sum of all inputs: y = x w + b, weights (inputs, units).
///
/// Per position, the inputs are the channels of one position, and all positions share the weights.
final class Dense: Weighted {
  let input: Signal
  let output: Signal
  let weights: Parameter
  let bias: Parameter
  /// Rows of an image.
  private let positions: Int

  init(name: String, input: Signal, output: Signal, isPerPosition: Bool = false) {
    self.input = input
    self.output = output
    positions = isPerPosition ? input.shape.height * input.shape.width : 1
    let (inputs, units) = (input.shape.count / positions, output.shape.count / positions)
    weights = Parameter("\(name).weights", shape: [inputs, units], initial: .he(inputs: inputs))
    bias = Parameter("\(name).bias", shape: [units], initial: .constant(0))
  }

  private var inputs: Int { weights.values.shape[0] }
  private var units: Int { weights.values.shape[1] }

  func forward(_ pass: Pass) {
    let rows = pass.images * positions
    repeatRow(bias.values, times: rows, into: &output.values.tensor)
    multiply(
      ProductShape(rows: rows, columns: units, inner: inputs), input.values.tensor,
      by: weights.values, into: &output.values.tensor, keeping: 1)
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients else { return }
    let rows = pass.images * positions
    if pass.isTraining {
      sumRows(gradients.tensor, rows: rows, into: &bias.gradients)
      multiply(
        ProductShape(rows: inputs, columns: units, inner: rows), input.values.tensor,
        .transposed, by: gradients.tensor, into: &weights.gradients)
    }
    if let target = input.gradients {
      multiply(
        ProductShape(rows: rows, columns: inputs, inner: units), gradients.tensor,
        by: weights.values, .transposed, into: &target.tensor)
    }
  }
}
