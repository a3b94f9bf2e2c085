import Datasets

/// One layer of a plan: what it is and its sizes, without any numbers.
public enum LayerPlan: Hashable, Sendable {
  /// Every output is a weighted sum of all inputs, plus a bias.
  case dense(units: Int)
  /// The same weighted sums of the channels at every position, plus a bias: a sequence of tokens
  /// is an image whose positions are the tokens.
  case tokenDense(units: Int)
  /// Every output pixel is a weighted sum of a square window of the input, plus a bias.
  case convolution(filters: Int, window: Window)
  /// As a convolution, but each channel is summed by itself, with weights of its own.
  case depthwise(Window)
  /// The largest number of each window and channel; the border never wins.
  case maxPool(Window)
  /// The mean of each window and channel; the border's zeros count.
  case averagePool(Window)
  /// The mean of each channel over the whole image.
  case globalAveragePool
  /// Each channel shifted and scaled to mean 0 and variance 1, then by two learnt numbers.
  case batchNorm
  /// Each number is set to zero with this probability while training.
  case dropout(rate: Double)
  /// The activation function, applied to each number.
  case activation
  /// The image as one row of numbers, still channels last.
  case flatten

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
  }

  /// The shape of the output, or why there is none.
  func output(for input: ImageShape) -> Result<ImageShape, Refusal> {
    switch self {
    case .dense(let units):
      guard input.height == 1, input.width == 1 else {
        return .failure(
          Refusal("dense needs a flat input, not \(input) (put 'flatten' before it)"))
      }
      return .success(ImageShape(height: 1, width: 1, channels: units))
    case .tokenDense(let units):
      return .success(ImageShape(height: input.height, width: input.width, channels: units))
    case .depthwise(let window):
      return moved(window, over: input, channels: input.channels)
    case .convolution(let filters, let window):
      return moved(window, over: input, channels: filters)
    case .maxPool(let window), .averagePool(let window):
      guard window.padding * 2 <= window.kernel else {
        return .failure(
          Refusal("padding \(window.padding) is more than half of the window of \(window.kernel)"))
      }
      return moved(window, over: input, channels: input.channels)
    case .globalAveragePool:
      return .success(ImageShape(height: 1, width: 1, channels: input.channels))
    case .batchNorm, .dropout, .activation:
      return .success(input)
    case .flatten:
      return .success(ImageShape(height: 1, width: 1, channels: input.count))
    }
  }

  /// How many numbers are learnt.
  func parameterCount(for input: ImageShape) -> Int {
    switch self {
    case .dense(let units): (input.count + 1) * units
    case .tokenDense(let units): (input.channels + 1) * units
    case .depthwise(let window): (window.kernel * window.kernel + 1) * input.channels
    case .convolution(let filters, let window):
      (window.kernel * window.kernel * input.channels + 1) * filters
    case .batchNorm: 2 * input.channels
    default: 0
    }
  }

  private func moved(
    _ window: Window, over input: ImageShape, channels: Int
  ) -> Result<ImageShape, Refusal> {
    let height = window.places(along: input.height)
    let width = window.places(along: input.width)
    guard height > 0, width > 0 else {
      return .failure(
        Refusal(
          "a window of \(window.kernel) does not fit an input of \(input) with padding "
            + "\(window.padding)"))
    }
    return .success(ImageShape(height: height, width: width, channels: channels))
  }
}

/// Why a layer cannot follow the one before it.
struct Refusal: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
