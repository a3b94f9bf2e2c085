import Randomness

/// A step of a network, between the signal it reads and the signal it writes.
///
/// `forward` fills the output's values; `backward`, right after a training `forward`, reads the
/// output's gradients, overwrites the gradients of the parameters and, where the input has a
/// gradient buffer, the input's gradients. All memory is made when the layer is made.
protocol Layer: AnyObject {
  var parameters: [Parameter] { get }

  func forward(_ pass: Pass)
  func backward(_ pass: Pass)
}

extension Layer {
  var parameters: [Parameter] { [] }
}

/// One trip of a batch through the layers.
struct Pass {
  /// How many images the batch has; the buffers may have room for more.
  let images: Int
  /// Training keeps what `backward` needs, drops numbers and uses the batch's own moments.
  let isTraining: Bool
  /// Where a training step's random choices come from.
  let seed: Seed

  static func training(images: Int, seed: Seed) -> Pass {
    Pass(images: images, isTraining: true, seed: seed)
  }

  static func inference(images: Int) -> Pass {
    Pass(images: images, isTraining: false, seed: Seed(0))
  }
}
