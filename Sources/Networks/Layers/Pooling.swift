import Datasets
import Tensors

/// What makes one number of a window's numbers in a channel.
protocol PoolingKernel: ~Copyable {
  /// What the layer's line begins with.
  static var word: String { get }

  init(window: Window, input: ImageShape, output: ImageShape, capacity: Int)

  mutating func forward(_ x: borrowing Tensor, images: Int, into y: inout Tensor)
  mutating func backward(_ gy: borrowing Tensor, images: Int, into gx: inout Tensor)
}

/// One number of each window and channel, as in `max-pool kernel 2 stride 2 padding 0`.
///
/// Of `max-pool` that is the largest, and the border never wins; of `average-pool` the mean, and the
/// border's zeros count, as PyTorch has it.
struct PoolingKind<Kernel: PoolingKernel & ~Copyable>: LayerKind {
  static var words: [String] { [Kernel.word] }
  let window: Window

  init(_ word: String, reading line: inout PlanLine) throws(NetworkError) {
    window = try Window(try line.options(of: word, Window.options), isPool: true)
  }

  var options: String { window.text }

  func output(of inputs: [ImageShape]) throws(Refusal) -> ImageShape {
    guard window.padding * 2 <= window.kernel else {
      throw Refusal(
        "padding \(window.padding) is more than half of the window of \(window.kernel)")
    }
    return try window.output(of: inputs[0], channels: inputs[0].channels)
  }

  func layer(at site: Site) -> any Layer {
    Pooling<Kernel>(window: window, input: site.input, output: site.signal())
  }
}

/// One number of each window and channel.
final class Pooling<Kernel: PoolingKernel & ~Copyable>: Layer {
  let input: Signal
  let output: Signal
  private var kernel: Kernel

  init(window: Window, input: Signal, output: Signal) {
    self.input = input
    self.output = output
    kernel = Kernel(
      window: window, input: input.shape, output: output.shape, capacity: input.capacity)
  }

  func forward(_ pass: Pass) {
    kernel.forward(input.values.tensor, images: pass.images, into: &output.values.tensor)
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients, let target = input.gradients else { return }
    kernel.backward(gradients.tensor, images: pass.images, into: &target.tensor)
  }
}
