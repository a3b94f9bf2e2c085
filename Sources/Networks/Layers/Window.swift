import Datasets

/// A square window that moves over an image.
public struct Window: Hashable, Sendable {
  public let kernel: Int
  public let stride: Int
  /// Zeros around the image, on each side.
  public let padding: Int

  public init(kernel: Int, stride: Int = 1, padding: Int = 0) {
    precondition(
      kernel > 0 && stride > 0 && padding >= 0,
      "a window needs a kernel and a stride above 0 (\(kernel), \(stride), \(padding))")
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// How many places the window has along an axis, 0 when it does not fit at all.
  func places(along size: Int) -> Int {
    let room = size + 2 * padding - kernel
    return room < 0 ? 0 : room / stride + 1
  }

  /// How many places the window has on an input.
  func pixels(of input: ImageShape) -> Int {
    Cost.product(places(along: input.height), places(along: input.width))
  }

  /// The shape of what the window makes of an input.
  func output(of input: ImageShape, channels: Int) throws(Refusal) -> ImageShape {
    let height = places(along: input.height)
    let width = places(along: input.width)
    guard height > 0, width > 0 else {
      throw Refusal(
        "a window of \(kernel) does not fit an input of \(input) with padding \(padding)")
    }
    return ImageShape(height: height, width: width, channels: channels)
  }
}

extension Window {
  static let options = ["kernel", "stride", "padding"]

  /// Takes the window from a line's options; a stride that is left out is 1, of a pool the kernel.
  init(_ options: PlanLine.Options, isPool: Bool = false) throws(NetworkError) {
    guard let kernel = try options.size("kernel") else {
      throw options.refused("\(options.word) has no kernel (expected like 'kernel 3')")
    }
    self.init(
      kernel: kernel, stride: try options.size("stride") ?? (isPool ? kernel : 1),
      padding: try options.size("padding", least: 0) ?? 0)
  }

  var text: String { "kernel \(kernel) stride \(stride) padding \(padding)" }
}
