import Foundation
import Studies

/// The learning rate of every step of a training.
struct LearningRate: Sendable {
  let optimizer: Optimizer
  /// The epochs that the schedule is laid out for; a training may end before.
  let epochs: Int
  let stepsPerEpoch: Int

  /// The rate of a step, counted from 0 over all epochs.
  ///
  /// The cosine goes from the full rate at step 0 towards zero, which it would reach one step
  /// after the last: 0.5 rate (1 + cos(pi step / steps)), as PyTorch's CosineAnnealingLR with
  /// T_max set to the number of steps (Loshchilov and Hutter 2016, arXiv 1608.03983, equation 5).
  func rate(atStep step: Int) -> Double { rate(atStep: step, from: optimizer.rate) }

  /// The rate of a step where the schedule begins with another rate than the optimizer's.
  func rate(atStep step: Int, from full: Double) -> Double {
    switch optimizer.schedule {
    case .constant:
      return full
    case .cosine:
      let progress = Double(step) / Double(max(1, epochs * stepsPerEpoch))
      return 0.5 * full * (1 + cos(.pi * progress))
    case .step(let period, let factor):
      let epoch = step / max(1, stepsPerEpoch)
      return full * pow(factor, Double(epoch / max(1, period)))
    }
  }
}
