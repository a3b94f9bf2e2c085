/// How a network is trained: what a work order carries beside network, data and function.
public struct Recipe: Hashable, Sendable {
  /// How often the whole training set is seen; also an evaluation's fidelity.
  public var epochs: Int
  /// Images a step.
  public var batch: Int
  public var optimizer: Optimizer

  public init(epochs: Int, batch: Int, optimizer: Optimizer) {
    self.epochs = epochs
    self.batch = batch
    self.optimizer = optimizer
  }
}

/// Stochastic gradient descent with momentum and weight decay in the gradient, as PyTorch
/// defines it: `g += decay * w; v = momentum * v + g; w -= rate * v`.
public struct Optimizer: Hashable, Sendable {
  public var rate: Double
  public var momentum: Double
  public var decay: Double
  public var schedule: Schedule

  public init(rate: Double, momentum: Double = 0, decay: Double = 0, schedule: Schedule = .constant)
  {
    self.rate = rate
    self.momentum = momentum
    self.decay = decay
    self.schedule = schedule
  }
}

/// How the learning rate changes while a network trains.
public enum Schedule: Hashable, Sendable {
  /// The rate stays.
  case constant
  /// Half a cosine from the rate to zero, changed at every step.
  case cosine
  /// The rate is multiplied by `factor` after every `epochs` epochs.
  case step(epochs: Int, factor: Double)
}
