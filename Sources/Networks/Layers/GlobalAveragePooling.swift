/// The mean of each channel over the whole image.
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
