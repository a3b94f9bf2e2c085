import CKernels
import Datasets
import Processors
import Tensors

/// The C convolution for one geometry, with the memory that it works in.
@safe struct ConvolutionKernel: WindowKernel, ~Copyable {
  private var geometry: hillock_convolution
  private var packed: Tensor
  private var turned: Tensor
  private var scratch: Tensor
  private let counts: (input: Int, output: Int, weights: Int, filters: Int)

  /// How the products are taken.
  enum Method: CaseIterable {
    /// Window by window.
    case direct
    /// By Winograd's F(4x4, 3x3): a quarter of the multiplications, two digits fewer.
    case winograd
  }

  /// Prepares the kernel and its memory.
  ///
  /// - Parameters:
  ///   - window: the window.
  ///   - input: the shape of an input image.
  ///   - output: the shape of an output image.
  ///   - level: which instructions to use; the processor must have them.
  ///   - method: how to multiply; nil takes Winograd's domain where it applies.
  init(
    window: Window, input: ImageShape, output: ImageShape,
    level: VectorLevel = .current, method: Method? = nil
  ) {
    precondition(level <= .current, "\(level) is not on this processor (\(VectorLevel.current))")
    precondition(
      output.height == window.places(along: input.height)
        && output.width == window.places(along: input.width),
      "a window of \(window.kernel) over \(input) does not give \(output)")
    geometry = hillock_convolution(
      height: input.height, width: input.width, channels: input.channels,
      out_height: output.height, out_width: output.width, filters: output.channels,
      kernel_height: window.kernel, kernel_width: window.kernel, stride: window.stride,
      padding: window.padding, level: Int32(level.rawValue), winograd: 0)
    let suits = unsafe hillock_convolution_suits_winograd(&geometry) != 0
    precondition(
      suits || method != .winograd,
      "no Winograd for a window of \(window.kernel) over \(input) to \(output)")
    geometry.winograd = suits && method != .direct ? 1 : 0
    counts = (
      input.count, output.count,
      window.kernel * window.kernel * input.channels * output.channels, output.channels
    )
    packed = Tensor(unsafe hillock_convolution_packed_count(&geometry))
    turned = Tensor(unsafe hillock_convolution_turned_count(&geometry))
    scratch = Tensor(unsafe hillock_convolution_scratch_count(&geometry))
  }

  mutating func forward(
    _ x: borrowing Tensor, weights: borrowing Tensor, bias: Parameter?, images: Int,
    into y: inout Tensor
  ) {
    checkSizes(x: x, y: y, weights: weights, images: images)
    check(bias)
    unsafe hillock_convolution_pack(&geometry, weights.address, packed.mutableAddress)
    unsafe hillock_convolution_forward(
      &geometry, x.address, packed.address, bias?.values.address, y.mutableAddress,
      scratch.mutableAddress, images)
  }

  mutating func inputGradients(
    _ gy: borrowing Tensor, weights: borrowing Tensor, images: Int, into gx: inout Tensor
  ) {
    checkSizes(x: gx, y: gy, weights: weights, images: images)
    unsafe hillock_convolution_turn(&geometry, weights.address, turned.mutableAddress)
    unsafe hillock_convolution_input_gradient(
      &geometry, gy.address, turned.address, gx.mutableAddress, scratch.mutableAddress, images)
  }

  mutating func weightGradients(
    _ x: borrowing Tensor, _ gy: borrowing Tensor, images: Int, into gw: inout Tensor,
    bias: Parameter?
  ) {
    checkSizes(x: x, y: gy, weights: gw, images: images)
    check(bias)
    unsafe hillock_convolution_weight_gradient(
      &geometry, x.address, gy.address, gw.mutableAddress, bias?.gradients.mutableAddress,
      scratch.mutableAddress, images)
  }

  private func check(_ bias: Parameter?) {
    precondition(
      bias.map { $0.values.count == counts.filters } ?? true,
      "\(bias?.values.count ?? 0) biases (\(counts.filters) filters)")
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
