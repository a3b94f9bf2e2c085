import Activations
import Randomness
import Studies

/// Regularised evolution on expressions (Real, Aggarwal, Huang, Le 2019, arXiv 1802.01548).
///
/// Baselines come first, then random functions until the population is full. From then on the
/// population is the latest results, in the order of the proposals, so that it forgets the oldest
/// one however good it was. The best of a random sample of it, drawn with replacement, is the
/// parent of the next child. A child that is no new function is thrown away and another one made,
/// with one more change after every 100 failures. A function that cannot be trained is part of the
/// population all the same, and counts as guessing.
///
/// All of this follows from the inquiry, so that a search goes on after an interruption as if there
/// had been none. What is being evaluated is known as taken, but has no part in the population
/// before its result is there: with many workers there are so many more random functions at first.
public struct EvolutionPolicy: Policy {
  /// Failures after which a child differs by one change more.
  private static let patience = 100
  /// Failures after which a function is drawn at random.
  private static let attempts = 1000

  private let space: any EvolvingSpace
  private let seed: Seed
  private let metric: Metric
  private let chance: Double
  private let population: Int
  private let sample: Int

  /// A policy for one study.
  ///
  /// - Parameters:
  ///   - space: where parents have their children.
  ///   - seed: the study's seed.
  ///   - metric: what results are values of, and which of two is better.
  ///   - chance: what an infeasible result counts as, in the metric's unit.
  ///   - population: how many results live; 20 suits budgets of 100 to 200.
  ///   - sample: how many of them compete to be the parent.
  public init(
    _ space: any EvolvingSpace, seed: UInt64, metric: Metric = .validationAccuracy, chance: Double,
    population: Int = 20, sample: Int = 5
  ) {
    precondition(population > 0 && sample > 0, "\(sample) of \(population)")
    self.space = space
    self.seed = Seed(seed)
    self.metric = metric
    self.chance = chance
    self.population = population
    self.sample = sample
  }

  public func choose(_ inquiry: Inquiry) -> Choice? {
    let taken = Set(inquiry.taken)
    if let baseline = space.baselines.first(where: { !taken.contains($0.key) }) {
      return Choice(candidate: baseline, reason: "baseline")
    }
    let seed = seed.forProposal(inquiry.number)
    func random(_ reason: String) -> Choice? {
      space.random(seed, besides: taken).map { Choice(candidate: $0, reason: "random: " + reason) }
    }
    let living = inquiry.observations.filter { space.hasChildren($0.candidate) }
      .suffix(population)
    guard living.count == population, let parent = parent(Array(living), seed) else {
      return random("\(living.count) of \(population) in the population")
    }
    var generator = Generator(seed: seed.derived("mutation"))
    for attempt in 0..<Self.attempts {
      let child = space.child(
        of: parent, changes: 1 + attempt / Self.patience, besides: taken, &generator)
      if let child { return Choice(candidate: child, reason: "child of \(parent.form)") }
    }
    return random("no new child of \(parent.form)")
  }

  /// The best of a random sample, the first drawn among equals.
  private func parent(_ living: [Inquiry.Observation], _ seed: Seed) -> Candidate? {
    var generator = Generator(seed: seed.derived("parent"))
    var best: (candidate: Candidate, value: Double)?
    for _ in 0..<sample {
      let one = living[generator.uniform(below: living.count)]
      let value = one.value.flatMap { $0.isFinite ? $0 : nil } ?? chance
      if let best, !metric.isBetter(value, than: best.value) { continue }
      best = (one.candidate, value)
    }
    return best?.candidate
  }
}

/// The functions that evolution goes through.
///
/// What may be proposed has finite outputs and is another function than all that were taken.
public protocol EvolvingSpace: Sendable {
  /// The functions that are evaluated first, in this order.
  var baselines: [Candidate] { get }

  /// Whether a function can be a parent.
  func hasChildren(_ candidate: Candidate) -> Bool

  /// A function that may be proposed, drawn at random: the same for the same seed and the same
  /// functions taken; nil where none is found.
  func random(_ seed: Seed, besides taken: Set<ClassKey>) -> Candidate?

  /// A parent after some random changes, one after another; nil where that may not be proposed.
  func child(
    of parent: Candidate, changes: Int, besides taken: Set<ClassKey>, _ generator: inout Generator
  ) -> Candidate?
}
