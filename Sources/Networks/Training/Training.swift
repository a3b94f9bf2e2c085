import Activations
import Datasets
import Studies

/// One training of a network with one activation function: everything that decides its result.
///
/// A value that can be sent to the thread that computes; `run` makes the network there. The same
/// value gives the same bits on the same kernels: nothing else is random, and no clock is read.
public struct Training: Sendable {
  public let plan: NetworkPlan
  public let activation: ActivationFunction
  public let recipe: Recipe
  public let dataset: Dataset
  public let seed: UInt64
  /// Whether the test data are looked at, after the last epoch.
  public let measuresTest: Bool

  /// Checks that plan, recipe and data fit together.
  ///
  /// - Parameters:
  ///   - plan: the network; its output must be flat, one number a class.
  ///   - activation: the function of its activation layers.
  ///   - recipe: epochs, batch and optimiser; the last incomplete batch of an epoch is left out.
  ///   - dataset: what is trained and measured on.
  ///   - seed: where weights, order and dropout come from.
  ///   - measuresTest: whether the test data are looked at.
  /// - Throws: `NetworkError`, for what does not fit together.
  public init(
    plan: NetworkPlan, activation: ActivationFunction, recipe: Recipe, dataset: Dataset,
    seed: UInt64, measuresTest: Bool = false
  ) throws(NetworkError) {
    try plan.check(input: dataset.shape, classCount: dataset.classCount, dataset.name)
    guard plan.parameterCount > 0 else {
      throw .mismatch("it has nothing to learn (expected a dense or convolution layer)")
    }
    guard dataset.validation.count > 0, !measuresTest || dataset.test.count > 0 else {
      throw .mismatch("the data set \(dataset.name) has no images to measure on")
    }
    guard recipe.epochs >= 1 else {
      throw .recipe("epochs is \(recipe.epochs) (expected at least 1)")
    }
    guard recipe.scheduledEpochs >= recipe.epochs else {
      throw .recipe(
        "horizon is \(recipe.scheduledEpochs) (expected at least the \(recipe.epochs) epochs)")
    }
    guard recipe.batch >= 1, recipe.batch <= dataset.train.count else {
      throw .recipe("batch is \(recipe.batch) (expected 1 to \(dataset.train.count), all images)")
    }
    let numbers = [recipe.optimizer.rate, recipe.optimizer.momentum, recipe.optimizer.decay]
    guard numbers.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
      throw .recipe("rate, momentum and decay are \(numbers) (expected finite, not negative)")
    }
    if case .step(let epochs, let factor) = recipe.optimizer.schedule {
      guard epochs >= 1, factor.isFinite, factor >= 0 else {
        throw .recipe(
          "the step schedule multiplies by \(factor) every \(epochs) epochs (expected a finite "
            + "factor and at least 1 epoch)")
      }
    }
    self.plan = plan
    self.activation = activation
    self.recipe = recipe
    self.dataset = dataset
    self.seed = seed
    self.measuresTest = measuresTest
  }

  /// Trains the network on the calling thread; call it inside `onComputeThread`.
  ///
  /// - Parameters:
  ///   - clock: time since any fixed moment; read before and after each epoch's steps.
  ///   - isCancelled: asked before every batch.
  ///   - progress: called after every epoch.
  /// - Returns: how it ended. A training that is cancelled or turns out infeasible keeps the
  ///   records of the epochs before.
  public func run(
    clock: () -> Duration, isCancelled: () -> Bool = { false },
    progress: (EpochRecord) -> Void = { _ in }
  ) -> TrainingResult {
    var session = TrainingSession(self)
    return session.run(clock: clock, isCancelled: isCancelled, progress: progress)
  }
}

/// How a training ended, what each epoch showed, and how long its steps took.
public struct TrainingResult: Hashable, Sendable {
  public let outcome: Outcome
  public let curve: [EpochRecord]
  /// Time spent in training steps, without validation.
  public let seconds: Double

  public init(outcome: Outcome, curve: [EpochRecord], seconds: Double) {
    self.outcome = outcome
    self.curve = curve
    self.seconds = seconds
  }
}
