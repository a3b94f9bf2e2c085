import Foundation
import Studies

/// Stochastic gradient descent with momentum and weight decay, as PyTorch's SGD defines them.
///
/// For every parameter, biases and batch normalisation included: g += decay * w;
/// v = momentum * v + g; w -= rate * v. What activation functions learn has a rate, which follows the
/// same schedule, and a decay of its own.
struct MomentumDescent {
  let learningRate: LearningRate

  /// Moves parameters against their gradients; steps count from 0 over all epochs.
  func step(_ step: Int, of parameters: [Parameter]) {
    let optimizer = learningRate.optimizer
    let rate = Float(learningRate.rate(atStep: step))
    let momentum = Float(optimizer.momentum)
    let decay = Float(optimizer.decay)
    let own = optimizer.parameters
    let ownRate = own.rate.map { Float(learningRate.rate(atStep: step, from: $0)) } ?? rate
    for parameter in parameters {
      switch parameter.group {
      case .weights: descend(parameter, rate: rate, momentum: momentum, decay: decay)
      case .activation:
        descend(parameter, rate: ownRate, momentum: momentum, decay: Float(own.decay))
      }
    }
  }
}

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
