import Randomness

/// A step of a network, between the signals it reads and the signal it writes.
///
/// `forward` fills the output's values; `backward`, right after a `forward` that keeps
/// derivatives, reads the output's gradients, overwrites the gradients of the parameters while
/// training and, where an input has a gradient buffer, the input's gradients. All memory is made
/// when the layer is made.
protocol Layer: AnyObject {
  var output: Signal { get }
  var parameters: [Parameter] { get }

  func forward(_ pass: Pass)
  func backward(_ pass: Pass)
}

extension Layer {
  var parameters: [Parameter] { [] }
}

/// A layer of weighted sums: it leaves the values that it reads and the gradients of what it writes
/// as they are.
protocol Weighted: Layer {
  var input: Signal { get }
  var weights: Parameter { get }
  /// Nil where nothing is added to the sums.
  var bias: Parameter? { get }
}

extension Weighted {
  var parameters: [Parameter] { [weights] + (bias.map { [$0] } ?? []) }
}

/// Which inputs an output sums, for those who look at a layer from outside.
public struct WeightedSums: Hashable, Sendable {
  public enum Inputs: Hashable, Sendable {
    /// All of the image.
    case image
    /// All channels at its position.
    case position
    /// All channels of a window.
    case window(Window)
    /// Its own channel of a window.
    case channelOfWindow(Window)
  }

  public let inputs: Inputs
  /// Whether a learnt number is added.
  public let hasBias: Bool
}

/// One trip of a batch through the layers.
struct Pass {
  /// How many images the batch has; the buffers may have room for more.
  let images: Int
  /// Training drops numbers, uses the batch's own moments and wants the parameters' gradients.
  let isTraining: Bool
  /// Whether `backward` follows.
  let keepsDerivatives: Bool
  /// Where a training step's random choices come from.
  let seed: Seed

  static func training(images: Int, seed: Seed) -> Pass {
    Pass(images: images, isTraining: true, keepsDerivatives: true, seed: seed)
  }

  static func inference(images: Int) -> Pass {
    Pass(images: images, isTraining: false, keepsDerivatives: false, seed: Seed(0))
  }

  /// Inference whose derivatives are kept, for the signals' gradients alone.
  static func inspection(images: Int) -> Pass {
    Pass(images: images, isTraining: false, keepsDerivatives: true, seed: Seed(0))
  }
}
