import Datasets

/// The mean of each channel over the whole image: `global-average-pool`.
struct GlobalAveragePoolingKind: LayerKind {
  static let words = ["global-average-pool"]

  init(_ word: String, reading line: inout PlanLine) {}

  func output(of inputs: [ImageShape]) throws(Refusal) -> ImageShape {
    ImageShape(height: 1, width: 1, channels: inputs[0].channels)
  }

  func layer(at site: Site) -> any Layer {
    GlobalAveragePooling(input: site.input, output: site.signal())
  }
}

final class GlobalAveragePooling: Layer {
  let input: Signal
  let output: Signal

  init(input: Signal, output: Signal) {
    self.input = input
    self.output = output
  }

  func forward(_ pass: Pass) {
    averagePixels(
      input.values.tensor, of: input.shape, images: pass.images, into: &output.values.tensor)
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients, let target = input.gradients else { return }
    spreadOverPixels(
      gradients.tensor, of: input.shape, images: pass.images, into: &target.tensor)
  }
}
