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
