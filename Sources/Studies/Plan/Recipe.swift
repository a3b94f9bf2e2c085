/// How a network is trained: what a work order carries beside network, data and function.
public struct Recipe: Hashable, Sendable {
  /// How often the whole training set is seen; also an evaluation's fidelity.
  public var epochs: Int
  /// How many epochs the schedule is laid out for, where that is more than are trained.
  public var horizon: Int?
  /// Images a step.
  public var batch: Int
  public var optimizer: Optimizer

  /// What may be asked for, in a study file and by flags.
  public static let epochsRange = 1...100_000
  public static let batchRange = 1...65_536

  public init(epochs: Int, horizon: Int? = nil, batch: Int, optimizer: Optimizer) {
    self.epochs = epochs
    self.horizon = horizon == epochs ? nil : horizon
    self.batch = batch
    self.optimizer = optimizer
  }

  /// The epochs that the schedule is laid out for.
  public var scheduledEpochs: Int { horizon ?? epochs }

  /// This recipe for another number of epochs, with a whole schedule for them.
  public func with(epochs: Int) -> Recipe {
    epochs == self.epochs ? self : Recipe(epochs: epochs, batch: batch, optimizer: optimizer)
  }
}

/// Stochastic gradient descent with momentum and weight decay in the gradient, as PyTorch
/// defines it: `g += decay * w; v = momentum * v + g; w -= rate * v`.
public struct Optimizer: Hashable, Sendable {
  public var rate: Double
  public var momentum: Double
  public var decay: Double
  public var schedule: Schedule
  /// How what activation functions learn is treated.
  public var parameters: ParameterDescent

  /// What may be asked for, in a study file and by flags.
  public static let rateRange = 0...1e6
  public static let momentumRange = 0...1.0
  public static let decayRange = 0...1e6

  public init(
    rate: Double, momentum: Double = 0, decay: Double = 0, schedule: Schedule = .constant,
    parameters: ParameterDescent = ParameterDescent()
  ) {
    self.rate = rate
    self.momentum = momentum
    self.decay = decay
    self.schedule = schedule
    self.parameters = parameters
  }
}

/// How the learnable parameters of activation functions are trained, with the momentum and along
/// the schedule of everything else.
///
/// By default each channel has its own, as where such functions were introduced, they take the
/// steps that weights take, and nothing decays: decay would pull a slope towards 0, which makes a
/// ReLU of what was to be learned (He et al. 2015, arXiv 1502.01852, section 2.1).
public struct ParameterDescent: Hashable, Sendable {
  /// What has numbers of its own.
  public enum Sharing: String, CaseIterable, Hashable, Sendable {
    case channel
    case layer
  }

  public var per: Sharing
  /// The learning rate; nil is the optimizer's.
  public var rate: Double?
  public var decay: Double

  public init(per: Sharing = .channel, rate: Double? = nil, decay: Double = 0) {
    self.per = per
    self.rate = rate
    self.decay = decay
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

  /// What may be asked for, in a study file and by flags.
  public static let stepRange = 1...100_000
  public static let factorRange = 0...1.0
}
