import Studies

/// Stochastic gradient descent with momentum and weight decay, as PyTorch's SGD defines them.
///
/// For every parameter, biases and batch normalisation included: g += decay * w;
/// v = momentum * v + g; w -= rate * v.
struct MomentumDescent {
  let learningRate: LearningRate

  /// Moves parameters against their gradients; steps count from 0 over all epochs.
  func step(_ step: Int, of parameters: [Parameter]) {
    let rate = Float(learningRate.rate(atStep: step))
    let momentum = Float(learningRate.optimizer.momentum)
    let decay = Float(learningRate.optimizer.decay)
    for parameter in parameters {
      descend(parameter, rate: rate, momentum: momentum, decay: decay)
    }
  }
}
