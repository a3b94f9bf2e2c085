import Datasets
import Tensors

/// Every output pixel is a weighted sum of a window of its own channel, plus a bias.
///
/// Weights are (height, width, channels): one number of a window for each channel.
final class Depthwise: Weighted {
  let input: Signal
  let output: Signal
  let weights: Parameter
  let bias: Parameter
  private let kernel: DepthwiseKernel

  init(name: String, window: LayerPlan.Window, input: Signal, output: Signal) {
    self.input = input
    self.output = output
    let channels = input.shape.channels
    weights = Parameter(
      "\(name).weights", shape: [window.kernel, window.kernel, channels],
      initial: .he(inputs: window.kernel * window.kernel))
    bias = Parameter("\(name).bias", shape: [channels], initial: .constant(0))
    kernel = DepthwiseKernel(window: window, input: input.shape, output: output.shape)
  }

  func forward(_ pass: Pass) {
    kernel.forward(
      input.values.tensor, weights: weights.values, bias: bias.values, images: pass.images,
      into: &output.values.tensor)
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients else { return }
    if pass.isTraining {
      kernel.weightGradients(
        input.values.tensor, gradients.tensor, images: pass.images, into: &weights.gradients,
        bias: &bias.gradients)
    }
    if let target = input.gradients {
      kernel.inputGradients(
        gradients.tensor, weights: weights.values, images: pass.images, into: &target.tensor)
    }
  }
}
