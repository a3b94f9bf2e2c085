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
    return PixelRange(start: first * stride + start, count: max(0, end - first), step: stride)
  }

  /// All pixels along an axis that are a multiple of the stride away from the window's pixel
  /// `offset` at its first place, while the pixels `distance` on lie on the image too.
  func pairs(along size: Int, offset: Int, distance: Int) -> PixelRange {
    let low = max(0, -distance)
    let start = low + (phase(offset) - low % stride + stride) % stride
    let end = min(size, size - distance)
    return PixelRange(
      start: start, count: max(0, (end - start + stride - 1) / stride), step: stride)
  }

  /// Which of the `stride` images that are made of every `stride`th pixel the window's pixel
  /// `offset` moves over.
  func phase(_ offset: Int) -> Int { offset - padding - stride * shift(offset) }

  /// How many pixels of that image the window's pixel `offset` is away from the window's place.
  func shift(_ offset: Int) -> Int {
    let start = offset - padding
    return start >= 0 ? start / stride : -((stride - 1 - start) / stride)
  }
}

/// Some pixels along an axis, equally far apart.
struct PixelRange: Hashable {
  let start: Int
  let count: Int
  let step: Int

  /// What lies before and after a part of the range.
  func without(_ part: PixelRange) -> [PixelRange] {
    guard part.count > 0 else { return [self].filter { $0.count > 0 } }
    let before = (part.start - start) / step
    return [
      PixelRange(start: start, count: before, step: step),
      PixelRange(
        start: part.start + part.count * step, count: count - before - part.count, step: step),
    ].filter { $0.count > 0 }
  }
}

/// A pixel of a window.
struct WindowPixel: Hashable {
  let row: Int
  let column: Int
  /// Its place, row by row.
  let index: Int

  static func all(of kernel: Int) -> [WindowPixel] {
    (0..<kernel * kernel).map { WindowPixel(row: $0 / kernel, column: $0 % kernel, index: $0) }
  }
}
