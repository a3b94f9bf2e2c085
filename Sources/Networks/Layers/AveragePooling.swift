/// The mean of each window and channel; the border's zeros count, as PyTorch has it.
final class AveragePooling: Layer {
  let input: Signal
  let output: Signal
  private let kernel: AveragePoolingKernel

  init(window: LayerPlan.Window, input: Signal, output: Signal) {
    self.input = input
    self.output = output
    kernel = AveragePoolingKernel(window: window, input: input.shape, output: output.shape)
  }

  func forward(_ pass: Pass) {
    kernel.forward(input.values.tensor, images: pass.images, into: &output.values.tensor)
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients, let target = input.gradients else { return }
    kernel.backward(gradients.tensor, images: pass.images, into: &target.tensor)
  }
}
