import CKernels
import Datasets
import Tensors

/// The C depthwise convolution for one geometry.
struct DepthwiseKernel: WindowKernel {
  private let geometry: hillock_depthwise
  private let counts: (input: Int, output: Int, weights: Int, channels: Int)

  init(window: Window, input: ImageShape, output: ImageShape) {
    precondition(
      output.height == window.places(along: input.height)
        && output.width == window.places(along: input.width) && output.channels == input.channels,
      "a window of \(window.kernel) over each channel of \(input) does not give \(output)")
    geometry = hillock_depthwise(
      height: input.height, width: input.width, channels: input.channels,
      out_height: output.height, out_width: output.width, kernel: window.kernel,
      stride: window.stride, padding: window.padding)
    counts = (
      input.count, output.count, window.kernel * window.kernel * input.channels, input.channels
    )
  }

  func forward(
    _ x: borrowing Tensor, weights: borrowing Tensor, bias: Parameter?, images: Int,
    into y: inout Tensor
  ) {
    checkSizes(x: x, y: y, weights: weights, images: images)
    check(bias)
    var geometry = geometry
    unsafe hillock_depthwise_forward(
      &geometry, x.address, weights.address, bias?.values.address, y.mutableAddress, images)
  }

  func inputGradients(
    _ gy: borrowing Tensor, weights: borrowing Tensor, images: Int, into gx: inout Tensor
  ) {
    checkSizes(x: gx, y: gy, weights: weights, images: images)
    var geometry = geometry
    unsafe hillock_depthwise_input_gradient(
      &geometry, gy.address, weights.address, gx.mutableAddress, images)
  }

  func weightGradients(
    _ x: borrowing Tensor, _ gy: borrowing Tensor, images: Int, into gw: inout Tensor,
    bias: Parameter?
  ) {
    checkSizes(x: x, y: gy, weights: gw, images: images)
    check(bias)
    var geometry = geometry
    unsafe hillock_depthwise_weight_gradient(
      &geometry, x.address, gy.address, gw.mutableAddress, bias?.gradients.mutableAddress, images)
  }

  private func check(_ bias: Parameter?) {
    precondition(
      bias.map { $0.values.count == counts.channels } ?? true,
      "\(bias?.values.count ?? 0) biases (\(counts.channels) channels)")
  }

  private func checkSizes(
    x: borrowing Tensor, y: borrowing Tensor, weights: borrowing Tensor, images: Int
  ) {
    precondition(
      images >= 0 && x.count >= images * counts.input && y.count >= images * counts.output
        && weights.count == counts.weights,
      "\(images) images need \(images * counts.input) inputs, \(images * counts.output) outputs "
        + "and \(counts.weights) weights (\(x.count), \(y.count), \(weights.count))")
  }
}
