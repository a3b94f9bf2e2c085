import Foundation
import Randomness
import Studies

/// Work that computes nothing: a rehearsal of what happens to a real evaluation.
///
/// What becomes of it follows from function, seed and attempt alone, so that a rehearsal can be
/// repeated, on however many workers.
public struct IdleWork: Hashable, Sendable {
  /// The function's form, as prefix text; it decides what is found.
  public var function: String
  public var rehearsal: Rehearsal
  public var epochs: Int
  public var seed: UInt64
  /// Whether the made-up numbers have a part for test data.
  public var measuresTest: Bool

  public init(
    function: String = "", rehearsal: Rehearsal, epochs: Int, seed: UInt64 = 0,
    measuresTest: Bool = false
  ) {
    self.function = function
    self.rehearsal = rehearsal
    self.epochs = epochs
    self.seed = seed
    self.measuresTest = measuresTest
  }

  /// What becomes of an attempt.
  public enum Fate: Hashable, Sendable {
    /// The process dies.
    case crash
    /// It stands still and gives no sign of life.
    case hang
    /// The function cannot be trained.
    case infeasible(Infeasibility)
    /// It ends well, with made-up numbers for each epoch and at the end.
    case completed(curve: [EpochRecord], Metrics)
  }

  /// What becomes of an attempt, the first being 1.
  ///
  /// Whether an evaluation is broken or infeasible is the same at every attempt; crashes and hangs
  /// are drawn anew for each.
  public func fate(ofAttempt attempt: Int) -> Fate {
    let root = Seed(seed).derived(function)
    func happens(_ share: Double, _ name: String, _ index: UInt64 = 0) -> Bool {
      var generator = Generator(seed: root.derived(name, index))
      return generator.uniform() < share
    }
    if happens(rehearsal.broken, "broken") { return .crash }
    if happens(rehearsal.crashes, "crash", UInt64(attempt)) { return .crash }
    if happens(rehearsal.hangs, "hang", UInt64(attempt)) { return .hang }
    if happens(rehearsal.infeasible, "infeasible") {
      return .infeasible(Infeasibility(reason: .diverged, epoch: 1, step: 1))
    }
    let curve = (1...max(1, epochs)).map(record)
    let last = curve[curve.count - 1]
    var metrics = Metrics(
      trainLoss: last.trainLoss, trainAccuracy: last.trainAccuracy,
      validationLoss: last.validationLoss, validationAccuracy: last.validationAccuracy)
    if measuresTest {
      let accuracy = accuracy("test", after: epochs)
      metrics.test = TestMetrics(loss: -log(accuracy), accuracy: accuracy)
    }
    return .completed(curve: curve, metrics)
  }

  private func record(ofEpoch epoch: Int) -> EpochRecord {
    let (train, validation) = (
      accuracy("train", after: epoch), accuracy("validation", after: epoch)
    )
    return EpochRecord(
      epoch: epoch, trainLoss: -log(train), trainAccuracy: train, validationLoss: -log(validation),
      validationAccuracy: validation, seconds: Double(epoch) * rehearsal.seconds)
  }

  /// A function has a worth in 0.6 to 0.95, which a training comes closer to with every epoch; a
  /// seed and the kind of images move it by some tenths of a percent.
  private func accuracy(_ images: String, after epoch: Int) -> Double {
    var worth = Generator(seed: Seed(0).derived(function))
    var luck = Generator(seed: Seed(seed).derived(function).derived(images))
    let value = 0.6 + 0.35 * worth.uniform() + 0.003 * luck.normal()
    return min(max(value * (1 - 0.3 * exp2(-Double(epoch))), 0.01), 0.99)
  }
}
