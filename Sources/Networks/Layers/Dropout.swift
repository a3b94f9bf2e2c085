import Datasets
import Randomness

/// Sets each number to zero with a probability while training, and scales the others up.
///
/// Works in place. Which numbers go is a hash of the step's seed, the layer's name and the place,
/// so nothing is kept for the way back. Srivastava et al. 2014, in the inverted form.
final class Dropout: Layer {
  let name: String
  let signal: Signal
  let rate: Double

  init(name: String, rate: Double, signal: Signal) {
    self.name = name
    self.rate = rate
    self.signal = signal
  }

  func forward(_ pass: Pass) {
    guard pass.isTraining, rate > 0 else { return }
    drop(
      &signal.values.tensor, count: pass.images * signal.shape.count, rate: rate,
      seed: pass.seed.derived(name))
  }

  func backward(_ pass: Pass) {
    guard pass.isTraining, rate > 0, let gradients = signal.gradients else { return }
    drop(
      &gradients.tensor, count: pass.images * signal.shape.count, rate: rate,
      seed: pass.seed.derived(name))
  }
}
