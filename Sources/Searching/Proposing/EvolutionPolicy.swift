import Randomness

/// Regularised evolution on expressions (Real, Aggarwal, Huang, Le 2019, arXiv 1802.01548).
///
/// Baselines come first, then random finite classes until the population is full. From then on the
/// population is the latest results, in the order of the proposals, so that it forgets the oldest
/// one whatever its accuracy. The best of a random sample of it, drawn with replacement, is the
/// parent: one operator of a random member of its class is exchanged. A child that was proposed
/// before, or that is not finite, is thrown away and another one made, with one more exchange after
/// every 100 failures. A function that cannot be trained counts as chance level.
public struct EvolutionPolicy: Policy {
  /// Failures after which a child differs by one operator more.
  private static let patience = 100
  /// Failures after which a class is drawn at random.
  private static let attempts = 1000

  private let space: CandidateSpace
  private let mutations: Mutations
  private let seed: Seed
  private let chance: Double
  private let population: Int
  private let sample: Int

  /// A policy for one study.
  ///
  /// - Parameters:
  ///   - space: the classes to choose from.
  ///   - mutations: what each of them may become.
  ///   - seed: the study's seed.
  ///   - chance: the accuracy of guessing; what an infeasible result counts.
  ///   - population: how many results live; 20 suits budgets of 100 to 200.
  ///   - sample: how many of them compete to be the parent.
  public init(
    space: CandidateSpace, mutations: Mutations, seed: UInt64, chance: Double,
    population: Int = 20, sample: Int = 5
  ) {
    precondition(
      mutations.classCount == space.count && population > 0 && sample > 0,
      "\(mutations.classCount) of \(space.count) classes, \(sample) of \(population)")
    self.space = space
    self.mutations = mutations
    self.seed = Seed(seed)
    self.chance = chance
    self.population = population
    self.sample = sample
  }

  public func choose(_ inquiry: Inquiry) -> Choice? {
    var remaining = Remaining(of: space, after: inquiry.taken)
    if let baseline = remaining.baseline { return baseline }
    let seed = seed.forProposal(inquiry.number)
    let living = inquiry.observations.filter { mutations.isKnown($0.candidate) }
      .suffix(population)
    guard living.count == population, let parent = parent(Array(living), seed) else {
      return remaining.random(
        seed: seed, reason: "random: \(living.count) of \(population) in the population")
    }
    var generator = Generator(seed: seed.derived("mutation"))
    for attempt in 0..<Self.attempts {
      let child = mutations.child(
        of: parent, changes: 1 + attempt / Self.patience, &generator)
      guard let child, remaining.contains(child) else { continue }
      return Choice(candidate: child, reason: "child of \(space.forms[parent])")
    }
    return remaining.random(seed: seed, reason: "random: no new child of \(space.forms[parent])")
  }

  /// The best of a random sample, the first drawn among equals.
  private func parent(_ living: [Inquiry.Observation], _ seed: Seed) -> Int? {
    var generator = Generator(seed: seed.derived("parent"))
    var best: (candidate: Int, accuracy: Double)?
    for _ in 0..<sample {
      let one = living[generator.uniform(below: living.count)]
      let accuracy = one.accuracy.flatMap { $0.isFinite ? $0 : nil } ?? chance
      if let best, accuracy <= best.accuracy { continue }
      best = (one.candidate, accuracy)
    }
    return best?.candidate
  }
}
