/// The largest number of each window and channel.
final class MaxPooling: Layer {
  let input: Signal
  let output: Signal
  private var kernel: MaxPoolingKernel

  init(window: LayerPlan.Window, input: Signal, output: Signal) {
    self.input = input
    self.output = output
    kernel = MaxPoolingKernel(
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
