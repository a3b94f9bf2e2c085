import CKernels
import Datasets
import Tensors

/// The places of a window on a batch of images, as the rows of a matrix in double precision.
public struct WindowRows: Sendable {
  private let shape: hillock_windows
  /// Numbers in a row.
  public let columns: Int
  /// Rows of one image.
  public let rowsPerImage: Int

  /// Rows that hold a one (with a bias) and the window's pixels.
  ///
  /// - Parameters:
  ///   - window: the window; nil takes whole images as rows.
  ///   - input: the shape of an image.
  ///   - hasBias: whether a one stands before the pixels.
  ///   - separatesChannels: whether each channel has a row of its own.
  public init(
    window: Window?, input: ImageShape, hasBias: Bool, separatesChannels: Bool = false
  ) {
    let input = window == nil ? ImageShape(height: 1, width: 1, channels: input.count) : input
    let window = window ?? Window(kernel: 1)
    shape = hillock_windows(
      height: input.height, width: input.width, channels: input.channels,
      out_height: window.places(along: input.height), out_width: window.places(along: input.width),
      kernel: window.kernel, stride: window.stride, padding: window.padding,
      bias: hasBias ? 1 : 0, separate: separatesChannels ? 1 : 0)
    var shape = shape
    columns = unsafe hillock_window_columns(&shape)
    rowsPerImage = unsafe hillock_window_rows(&shape)
  }

  /// Writes rows one after the other.
  ///
  /// - Parameters:
  ///   - range: which rows of all images.
  ///   - x: the images.
  ///   - rows: receives them at its start.
  public func unfold(
    _ range: Range<Int>, of x: borrowing Tensor, into rows: inout MutableSpan<Double>
  ) {
    let image = shape.height * shape.width * shape.channels
    precondition(
      range.lowerBound >= 0 && range.upperBound <= x.count / max(1, image) * rowsPerImage
        && rows.count >= range.count * columns,
      "rows \(range) of \(columns) numbers from \(x.count) into \(rows.count)")
    var shape = shape
    unsafe rows.withUnsafeMutableBufferPointer { rows in
      guard let target = rows.baseAddress else { return }
      unsafe hillock_unfold(&shape, x.address, range.lowerBound, range.count, target)
    }
  }
}
