/// The size of one image; its pixels lie channels last (height, width, channels).
public struct ImageShape: Hashable, Sendable, CustomStringConvertible {
  public let height: Int
  public let width: Int
  public let channels: Int

  /// A shape of at least one pixel.
  public init(height: Int, width: Int, channels: Int) {
    precondition(
      height > 0 && width > 0 && channels > 0,
      "an image needs at least one pixel (\(height)x\(width)x\(channels))")
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// How many numbers make up one image.
  public var count: Int { height * width * channels }

  public var description: String { "\(height)x\(width)x\(channels)" }
}
