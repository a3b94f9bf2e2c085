import Datasets
import Tensors

/// Every output is a weighted sum of all inputs, plus a bias, as in `dense 10`.
///
/// Of `token-dense 10` it is a sum of the channels of one position, the same sums at each: a sequence
/// of tokens is an image whose positions are the tokens.
struct DenseKind: LayerKind {
  static let words = ["dense", "token-dense"]
  let word: String
  let units: Int
  let hasBias: Bool

  init(_ word: String, reading line: inout PlanLine) throws(NetworkError) {
    self.word = word
    units = try line.size("units", of: word)
    hasBias = try line.options(of: word, ["bias"]).bias()
  }

  private var isPerPosition: Bool { word == "token-dense" }

  var options: String { hasBias ? "\(units)" : "\(units) bias none" }

  func output(of inputs: [ImageShape]) throws(Refusal) -> ImageShape {
    let input = inputs[0]
    if isPerPosition {
      return ImageShape(height: input.height, width: input.width, channels: units)
    }
    guard input.height == 1, input.width == 1 else {
      throw Refusal("dense needs a flat input, not \(input) (put 'flatten' before it)")
    }
    return ImageShape(height: 1, width: 1, channels: units)
  }

  func cost(of inputs: [ImageShape]) -> Cost {
    let input = inputs[0]
    return Cost(
      parameters: Cost.product(input.channels + (hasBias ? 1 : 0), units),
      multiplyAdds: Cost.product(input.height * input.width, input.channels, units))
  }

  var sums: WeightedSums? {
    WeightedSums(inputs: isPerPosition ? .position : .image, hasBias: hasBias)
  }

  func layer(at site: Site) -> any Layer {
    Dense(
      name: site.name, input: site.input, output: site.signal(learns: true), hasBias: hasBias,
      isPerPosition: isPerPosition)
  }
}

/// Weighted sums of rows: y = x w + b, weights (inputs, units).
final class Dense: Weighted {
  let input: Signal
  let output: Signal
  let weights: Parameter
  let bias: Parameter?
  /// Rows of an image.
  private let positions: Int

  init(name: String, input: Signal, output: Signal, hasBias: Bool, isPerPosition: Bool) {
    self.input = input
    self.output = output
    positions = isPerPosition ? input.shape.height * input.shape.width : 1
    let (inputs, units) = (input.shape.count / positions, output.shape.count / positions)
    weights = Parameter("\(name).weights", shape: [inputs, units], initial: .he(inputs: inputs))
    bias = hasBias ? Parameter("\(name).bias", shape: [units], initial: .constant(0)) : nil
  }

  private var inputs: Int { weights.values.shape[0] }
  private var units: Int { weights.values.shape[1] }

  func forward(_ pass: Pass) {
    let rows = pass.images * positions
    if let bias { repeatRow(bias.values, times: rows, into: &output.values.tensor) }
    multiply(
      ProductShape(rows: rows, columns: units, inner: inputs), input.values.tensor,
      by: weights.values, into: &output.values.tensor, keeping: bias == nil ? 0 : 1)
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients else { return }
    let rows = pass.images * positions
    if pass.isTraining {
      if let bias { sumRows(gradients.tensor, rows: rows, into: &bias.gradients) }
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
