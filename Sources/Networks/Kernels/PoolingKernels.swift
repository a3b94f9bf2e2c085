import CKernels
import Datasets
import Tensors

/// The C largest-of-window for one geometry; remembers where each winner was.
@safe struct MaxPoolingKernel: PoolingKernel, ~Copyable {
  static let word = "max-pool"

  private var geometry: PoolingGeometry
  private var winners: [Int32]

  init(window: Window, input: ImageShape, output: ImageShape, capacity: Int) {
    geometry = PoolingGeometry(window: window, input: input, output: output)
    winners = [Int32](repeating: 0, count: capacity * output.count)
  }

  mutating func forward(_ x: borrowing Tensor, images: Int, into y: inout Tensor) {
    geometry.checkSizes(x: x, y: y, images: images)
    precondition(images * geometry.outputs <= winners.count, "\(images) images do not fit")
    unsafe hillock_max_pool(&geometry.shape, x.address, y.mutableAddress, &winners, images)
  }

  mutating func backward(_ gy: borrowing Tensor, images: Int, into gx: inout Tensor) {
    geometry.checkSizes(x: gx, y: gy, images: images)
    precondition(images * geometry.outputs <= winners.count, "\(images) images do not fit")
    unsafe hillock_max_pool_gradient(
      &geometry.shape, gy.address, winners, gx.mutableAddress, images)
  }
}

/// The C mean-of-window for one geometry.
@safe struct AveragePoolingKernel: PoolingKernel {
  static let word = "average-pool"

  private let geometry: PoolingGeometry

  init(window: Window, input: ImageShape, output: ImageShape, capacity: Int) {
    geometry = PoolingGeometry(window: window, input: input, output: output)
  }

  func forward(_ x: borrowing Tensor, images: Int, into y: inout Tensor) {
    geometry.checkSizes(x: x, y: y, images: images)
    var shape = geometry.shape
    unsafe hillock_average_pool(&shape, x.address, y.mutableAddress, images)
  }

  func backward(_ gy: borrowing Tensor, images: Int, into gx: inout Tensor) {
    geometry.checkSizes(x: gx, y: gy, images: images)
    var shape = geometry.shape
    unsafe hillock_average_pool_gradient(&shape, gy.address, gx.mutableAddress, images)
  }
}

/// Windows over an image, as the C kernels take them.
struct PoolingGeometry {
  var shape: hillock_pooling
  let inputs: Int
  let outputs: Int

  init(window: Window, input: ImageShape, output: ImageShape) {
    precondition(
      output.height == window.places(along: input.height)
        && output.width == window.places(along: input.width) && output.channels == input.channels
        && window.padding * 2 <= window.kernel,
      "a window of \(window.kernel) over \(input) does not give \(output)")
    shape = hillock_pooling(
      height: input.height, width: input.width, channels: input.channels,
      out_height: output.height, out_width: output.width, kernel: window.kernel,
      stride: window.stride, padding: window.padding)
    inputs = input.count
    outputs = output.count
  }

  func checkSizes(x: borrowing Tensor, y: borrowing Tensor, images: Int) {
    precondition(
      images >= 0 && x.count >= images * inputs && y.count >= images * outputs,
      "\(images) images need \(images * inputs) inputs and \(images * outputs) outputs "
        + "(\(x.count), \(y.count))")
  }
}

/// The mean of each channel over an image's pixels.
func averagePixels(
  _ x: borrowing Tensor, of shape: ImageShape, images: Int, into y: inout Tensor
) {
  precondition(
    x.count >= images * shape.count && y.count >= images * shape.channels,
    "\(images) images of \(shape) (\(x.count), \(y.count))")
  unsafe hillock_global_average(
    x.address, shape.height * shape.width, shape.channels, y.mutableAddress, images)
}

/// The gradient of `averagePixels`: each channel's share for every pixel.
func spreadOverPixels(
  _ gy: borrowing Tensor, of shape: ImageShape, images: Int, into gx: inout Tensor
) {
  precondition(
    gx.count >= images * shape.count && gy.count >= images * shape.channels,
    "\(images) images of \(shape) (\(gx.count), \(gy.count))")
  unsafe hillock_global_average_gradient(
    gy.address, shape.height * shape.width, shape.channels, gx.mutableAddress, images)
}

/// Every `stride`th pixel of images, with zeros as the channels that y has more.
func subsample(
  _ x: borrowing Tensor, of input: ImageShape, stride: Int, images: Int, into y: inout Tensor,
  of output: ImageShape
) {
  var shape = shortcut(input, output, stride: stride)
  precondition(
    x.count >= images * input.count && y.count >= images * output.count,
    "\(images) images of \(input) to \(output) (\(x.count), \(y.count))")
  unsafe hillock_shortcut_forward(&shape, x.address, y.mutableAddress, images)
}

/// The gradient of `subsample`: zero where a pixel was left out.
func scatter(
  _ gy: borrowing Tensor, of output: ImageShape, stride: Int, images: Int,
  into gx: inout Tensor, of input: ImageShape
) {
  var shape = shortcut(input, output, stride: stride)
  precondition(
    gx.count >= images * input.count && gy.count >= images * output.count,
    "\(images) images of \(output) to \(input) (\(gy.count), \(gx.count))")
  unsafe hillock_shortcut_gradient(&shape, gy.address, gx.mutableAddress, images)
}

private func shortcut(
  _ input: ImageShape, _ output: ImageShape, stride: Int
) -> hillock_shortcut {
  precondition(
    (output.height - 1) * stride < input.height && (output.width - 1) * stride < input.width
      && output.channels >= input.channels,
    "every \(stride)th pixel of \(input) does not give \(output)")
  return hillock_shortcut(
    height: input.height, width: input.width, channels: input.channels,
    out_height: output.height, out_width: output.width, out_channels: output.channels,
    stride: stride)
}
