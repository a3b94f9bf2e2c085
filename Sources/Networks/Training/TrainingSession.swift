import Datasets
import Randomness
import Studies

/// A training that is under way.
struct TrainingSession: ~Copyable {
  private let training: Training
  private let network: Network
  private let descent: MomentumDescent
  private let stepsPerEpoch: Int
  private let seed: Seed
  private var labels: [Int32]
  private var order: [Int32]
  private var curve: [EpochRecord] = []
  private var elapsed: Duration = .zero

  init(_ training: Training) {
    let recipe = training.recipe
    self.training = training
    seed = Seed(training.seed)
    stepsPerEpoch = training.dataset.train.count / recipe.batch
    network = Network(
      plan: training.plan, activation: training.activation,
      sharing: recipe.optimizer.parameters.per, capacity: recipe.batch)
    network.initialize(seed: seed.derived("weights"))
    descent = MomentumDescent(
      learningRate: LearningRate(
        optimizer: recipe.optimizer, epochs: recipe.scheduledEpochs, stepsPerEpoch: stepsPerEpoch))
    labels = [Int32](repeating: 0, count: recipe.batch)
    order = []
  }

  /// Why a training ends before its time.
  private enum Interruption: Error {
    case cancelled
    case infeasible(Infeasibility.Reason, step: Int)
  }

  mutating func run(
    clock now: () -> Duration, isCancelled: () -> Bool, progress: (EpochRecord) -> Void
  ) -> TrainingResult {
    var epoch = 1
    do throws(Interruption) {
      while true {
        let fit = try train(epoch: epoch, clock: now, isCancelled: isCancelled)
        let validation = try measure(training.dataset.validation, isCancelled: isCancelled)
        let record = EpochRecord(
          epoch: epoch, trainLoss: fit.loss, trainAccuracy: fit.accuracy,
          validationLoss: validation.loss, validationAccuracy: validation.accuracy,
          seconds: elapsed / .seconds(1))
        curve.append(record)
        progress(record)
        guard epoch < training.recipe.epochs else { break }
        epoch += 1
      }
      var metrics = curve[curve.count - 1].metrics
      if training.measuresTest {
        let test = try measure(training.dataset.test, isCancelled: isCancelled)
        metrics.test = TestMetrics(loss: test.loss, accuracy: test.accuracy)
      }
      metrics.learned = network.layers.compactMap { $0 as? Activation }
        .flatMap(\.learnedParameters)
      return result(.completed(.metrics(metrics)))
    } catch {
      switch error {
      case .cancelled:
        return result(.cancelled)
      case .infeasible(let reason, let step):
        return result(.infeasible(Infeasibility(reason: reason, epoch: epoch, step: step)))
      }
    }
  }

  private func result(_ outcome: Outcome) -> TrainingResult {
    TrainingResult(outcome: outcome, curve: curve, seconds: elapsed / .seconds(1))
  }

  /// Takes the steps of one epoch and tells the mean loss and accuracy on the way.
  private mutating func train(
    epoch: Int, clock now: () -> Duration, isCancelled: () -> Bool
  ) throws(Interruption) -> Tally {
    let start = now()
    defer { elapsed += now() - start }
    shuffle(epoch: epoch)
    var tally = Tally()
    for step in 0..<stepsPerEpoch {
      if isCancelled() { throw .cancelled }
      let first = step * training.recipe.batch
      let overall = (epoch - 1) * stepsPerEpoch + step
      let loss = descend(first..<first + training.recipe.batch, step: overall)
      guard loss.isFinite else { throw .infeasible(.diverged, step: step + 1) }
      tally.add(loss, images: training.recipe.batch)
    }
    return tally
  }

  /// Trains on the examples at these places of the epoch's order.
  private mutating func descend(_ places: Range<Int>, step: Int) -> BatchLoss {
    gather(
      training.dataset.train, places, of: order,
      into: &network.input.values.tensor, labels: &labels)
    let pass = Pass.training(
      images: places.count, seed: seed.derived("dropout", UInt64(step)))
    network.forward(pass)
    let loss = softmaxCrossEntropy(
      network.output.values.tensor, labels: labels, rows: places.count,
      classes: training.dataset.classCount, gradients: network.output.gradients)
    guard loss.isFinite else { return loss }
    network.backward(pass)
    descent.step(step, of: network.parameters)
    return loss
  }

  /// The order in which an epoch sees the examples depends on seed and epoch alone.
  private mutating func shuffle(epoch: Int) {
    order = Array(0..<Int32(training.dataset.train.count))
    var generator = Generator(seed: seed.derived("order", UInt64(epoch)))
    generator.shuffle(&order)
  }

  /// Loss and accuracy of the network as it is, on all examples.
  private mutating func measure(
    _ examples: Examples, isCancelled: () -> Bool
  ) throws(Interruption) -> Tally {
    var tally = Tally()
    order = Array(0..<Int32(examples.count))
    for first in stride(from: 0, to: examples.count, by: training.recipe.batch) {
      if isCancelled() { throw .cancelled }
      let places = first..<min(first + training.recipe.batch, examples.count)
      gather(
        examples, places, of: order, into: &network.input.values.tensor,
        labels: &labels)
      network.forward(.inference(images: places.count))
      let loss = softmaxCrossEntropy(
        network.output.values.tensor, labels: labels, rows: places.count,
        classes: training.dataset.classCount, gradients: nil)
      guard loss.isFinite else { throw .infeasible(.nonFinite, step: stepsPerEpoch) }
      tally.add(loss, images: places.count)
    }
    return tally
  }
}

extension EpochRecord {
  /// The record as the metrics of an evaluation that ends here.
  fileprivate var metrics: Metrics {
    Metrics(
      trainLoss: trainLoss, trainAccuracy: trainAccuracy, validationLoss: validationLoss,
      validationAccuracy: validationAccuracy)
  }
}
