import Datasets

/// The sum of what several layers write, number by number: `add change skip`.
struct AddKind: LayerKind {
  static let words = ["add"]
  static let inputs = 2...Int.max

  init(_ word: String, reading line: inout PlanLine) {}

  func output(of inputs: [ImageShape]) throws(Refusal) -> ImageShape {
    for input in inputs where input != inputs[0] {
      throw Refusal("add reads \(inputs[0]) and \(input) (expected equal shapes)")
    }
    return inputs[0]
  }

  func layer(at site: Site) -> any Layer { Add(site.inputs) }
}

/// A sum that copies as little as possible.
///
/// Forward, the sum replaces the first input that nobody else reads. Back, each input's gradient is
/// the output's: they all lie in the buffer of the input that was written first, whose layer is
/// the last to look, and may change it. Only a writer that itself changes its gradients, or hands
/// their buffer on, gets a copy.
final class Add: Layer {
  let inputs: [Signal]
  let output: Signal
  /// Inputs that are added to the output's values.
  private let added: [Signal]
  /// Inputs whose gradients are a copy.
  private let copied: [Signal]

  init(_ inputs: [Signal]) {
    self.inputs = inputs
    let replaced = inputs.firstIndex { !$0.isShared }
    added = inputs.indices.filter { $0 != replaced }.map { inputs[$0] }

    let learning = inputs.filter { $0.gradients != nil }
    let first = learning.min { $0.writer < $1.writer }
    var copied: [Signal] = []
    for input in learning {
      guard let first, input !== first else { continue }
      if input.ownsGradients, input.writer > first.writer {
        input.takeGradients(of: first)
      } else {
        copied.append(input)
      }
    }
    self.copied = copied
    output = Signal(
      after: first ?? inputs[0], shape: inputs[0].shape,
      values: replaced.map { inputs[$0].values })
  }

  func forward(_ pass: Pass) {
    let count = pass.images * output.shape.count
    var added = added[...]
    if added.count == inputs.count, let first = added.popFirst() {
      copy(first.values.tensor, to: &output.values.tensor, count: count)
    }
    for input in added { add(input.values.tensor, to: &output.values.tensor, count: count) }
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients else { return }
    for input in copied {
      guard let target = input.gradients else { continue }
      copy(gradients.tensor, to: &target.tensor, count: pass.images * output.shape.count)
    }
  }
}
