/// A square window that moves over channels-last images, zeros around them.
public struct WindowGeometry: Hashable, Sendable {
  public let height: Int
  public let width: Int
  public let channels: Int
  public let kernel: Int
  public let stride: Int
  public let padding: Int

  public init(
    height: Int, width: Int, channels: Int, kernel: Int, stride: Int, padding: Int
  ) {
    precondition(
      height > 0 && width > 0 && channels > 0 && kernel > 0 && stride > 0 && padding >= 0
        && min(height, width) + 2 * padding >= kernel,
      "a window of \(kernel) by \(stride) over \(height)x\(width)x\(channels), \(padding) around")
    self.height = height
    self.width = width
    self.channels = channels
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// Places of the window along an axis.
  func places(along size: Int) -> Int { (size + 2 * padding - kernel) / stride + 1 }

  /// Places of the window on an image.
  public var places: Int { places(along: height) * places(along: width) }

  /// The pixels along an axis, `stride` apart, that the window's pixel `offset` lies on while its
  /// pixel `offset + distance` lies on the image too.
  func pixels(along size: Int, offset: Int, distance: Int) -> PixelRange {
    // The window's place o puts the pixels at o * stride + offset - padding, and `distance` on.
    let start = offset - padding
    let low = min(start, start + distance)
    let high = max(start, start + distance)
    let first = low >= 0 ? 0 : (-low + stride - 1) / stride
    let end = high >= size ? 0 : min(places(along: size), (size - 1 - high) / stride + 1)
    return PixelRange(start: first * stride + start, count: max(0, end - first))
  }
}

/// Some pixels along an axis, equally far apart.
struct PixelRange: Hashable {
  let start: Int
  let count: Int
}
