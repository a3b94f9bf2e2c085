import Datasets
import Randomness
import Spelling

/// Sets each number to zero with a probability while training, as in `dropout 0.5`.
///
/// The others are scaled up: Srivastava et al. 2014, in the inverted form.
struct DropoutKind: LayerKind {
  static let words = ["dropout"]
  let rate: Double

  init(_ word: String, reading line: inout PlanLine) throws(NetworkError) {
    let text = line.word()
    guard let text, let rate = Double(text), rate >= 0, rate < 1 else {
      throw line.refused(
        "rate of dropout is \(text.map(quoted) ?? "missing") "
          + "(expected a number from 0 to less than 1)")
    }
    self.rate = rate
  }

  var options: String { "\(rate)" }

  func layer(at site: Site) -> any Layer {
    Dropout(name: site.name, rate: rate, input: site.input)
  }
}

/// A dropout that works in place where nobody else reads the values.
///
/// Which numbers go is a hash of the step's seed, the layer's name and the place, so nothing is
/// kept for the way back.
final class Dropout: Layer {
  let input: Signal
  let output: Signal
  private let name: String
  private let rate: Double

  init(name: String, rate: Double, input: Signal) {
    self.name = name
    self.rate = rate
    self.input = input
    output = Signal(
      after: input, shape: input.shape, values: input.isShared ? nil : input.values)
  }

  func forward(_ pass: Pass) {
    let count = pass.images * input.shape.count
    if output.values !== input.values {
      copy(input.values.tensor, to: &output.values.tensor, count: count)
    }
    guard pass.isTraining, rate > 0 else { return }
    drop(&output.values.tensor, count: count, rate: rate, seed: pass.seed.derived(name))
  }

  func backward(_ pass: Pass) {
    guard pass.isTraining, rate > 0, let gradients = output.gradients else { return }
    drop(
      &gradients.tensor, count: pass.images * input.shape.count, rate: rate,
      seed: pass.seed.derived(name))
  }
}
