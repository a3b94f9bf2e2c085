import Datasets
import Tensors

/// Every output pixel is a weighted sum of a window of the input, plus a bias.
///
/// Weights are (height, width, channels, filters). Nothing is unfolded: the kernel reads
/// the images as they lie.
final class Convolution: Weighted {
  let input: Signal
  let output: Signal
  let weights: Parameter
  let bias: Parameter
  private var kernel: ConvolutionKernel

  init(name: String, window: LayerPlan.Window, input: Signal, output: Signal) {
    self.input = input
    self.output = output
    let (channels, filters) = (input.shape.channels, output.shape.channels)
    weights = Parameter(
      "\(name).weights", shape: [window.kernel, window.kernel, channels, filters],
      initial: .he(inputs: window.kernel * window.kernel * channels))
    bias = Parameter("\(name).bias", shape: [filters], initial: .constant(0))
    kernel = ConvolutionKernel(window: window, input: input.shape, output: output.shape)
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
