import Datasets
import Tensors

/// Gives each of several readers a signal of its own.
///
/// The values are the same memory for all. The first reader's gradients lie where the writer
/// expects them; `backward` adds the others, in the order of the readers.
final class Fork: Layer {
  let input: Signal
  let outputs: [Signal]

  init(_ input: Signal, readers: Int) {
    precondition(readers > 1, "a fork needs two readers (\(readers))")
    self.input = input
    outputs =
      [Signal(after: input, shape: input.shape, values: input.values, isShared: true)]
      + (1..<readers).map { _ in Signal(sharing: input) }
  }

  /// What the first reader reads.
  var output: Signal { outputs[0] }

  func forward(_ pass: Pass) {}

  func backward(_ pass: Pass) {
    guard let sum = input.gradients else { return }
    for output in outputs.dropFirst() {
      guard let gradients = output.gradients else { continue }
      add(gradients.tensor, to: &sum.tensor, count: pass.images * input.shape.count)
    }
  }
}
