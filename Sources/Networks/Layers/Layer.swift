import Randomness

/// A step of a network, between the signal it reads and the signal it writes.
///
/// `forward` fills the output's values; `backward`, right after a `forward` that keeps
/// derivatives, reads the output's gradients, overwrites the gradients of the parameters while
/// training and, where the input has a gradient buffer, the input's gradients. All memory is made
/// when the layer is made.
protocol Layer: AnyObject {
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
  var output: Signal { get }
  var weights: Parameter { get }
  var bias: Parameter { get }
}

extension Weighted {
  var parameters: [Parameter] { [weights, bias] }
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
