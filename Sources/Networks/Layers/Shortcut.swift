import Datasets

/// The way past layers that change the shape, as in `shortcut channels 32 stride 2`.
///
/// It has no parameters (He et al. 2015, arXiv 1512.03385, option A): every `stride`th pixel along
/// both axes, and zeros as the channels that the input has not, behind those that it has.
struct ShortcutKind: LayerKind {
  static let words = ["shortcut"]
  let channels: Int
  let stride: Int

  init(_ word: String, reading line: inout PlanLine) throws(NetworkError) {
    let options = try line.options(of: word, ["channels", "stride"])
    guard let channels = try options.size("channels") else {
      throw line.refused("shortcut has no channels (expected like 'channels 32')")
    }
    self.channels = channels
    stride = try options.size("stride") ?? 1
  }

  var options: String { "channels \(channels) stride \(stride)" }

  func output(of inputs: [ImageShape]) throws(Refusal) -> ImageShape {
    let input = inputs[0]
    guard channels >= input.channels else {
      throw Refusal("shortcut makes \(channels) channels of \(input) (expected no fewer)")
    }
    let window = Window(kernel: 1, stride: stride)
    return try window.output(of: input, channels: channels)
  }

  func layer(at site: Site) -> any Layer {
    Shortcut(stride: stride, input: site.input, output: site.signal())
  }
}

final class Shortcut: Layer {
  let input: Signal
  let output: Signal
  private let stride: Int

  init(stride: Int, input: Signal, output: Signal) {
    self.stride = stride
    self.input = input
    self.output = output
  }

  func forward(_ pass: Pass) {
    subsample(
      input.values.tensor, of: input.shape, stride: stride, images: pass.images,
      into: &output.values.tensor, of: output.shape)
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients, let target = input.gradients else { return }
    scatter(
      gradients.tensor, of: output.shape, stride: stride, images: pass.images,
      into: &target.tensor, of: input.shape)
  }
}
