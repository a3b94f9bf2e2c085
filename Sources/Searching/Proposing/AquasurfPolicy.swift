import Foundation
import Randomness
import Surrogates
import Synchronization

/// The search of AQuaSurF on the outputs feature (Bingham, Miikkulainen 2023, arXiv 2301.05785).
///
/// Baselines come first. Then the policy is greedy: of the finite classes that were not proposed
/// yet it takes the one whose predicted accuracy is largest, the one with the lowest index among
/// equals. The prediction is the mean over the nearest evaluated classes by their outputs. A
/// function that cannot be trained counts as chance level. While fewer than three results can be
/// compared with, a finite class is drawn at random.
///
/// Neighbourhoods are kept between calls; they depend on the set of evaluated classes alone and
/// are built anew when an inquiry knows less than the one before.
public final class AquasurfPolicy: Policy {
  /// Results below which a prediction is no better than a guess.
  private static let fewestResults = 3

  private let space: CandidateSpace
  private let seed: Seed
  private let chance: Double
  private let neighbours: Int
  private let threads: Int
  private let regression: NeighbourRegression
  private let kept: Mutex<Neighbourhoods>

  /// A policy for one study.
  ///
  /// - Parameters:
  ///   - space: the classes to choose from.
  ///   - seed: the study's seed.
  ///   - chance: the accuracy of guessing, 1 / number of labels; what an infeasible result counts.
  ///   - neighbours: how many evaluated classes a prediction is the mean of.
  ///   - weights: how much each of them counts.
  ///   - threads: how many threads compare a large space; no choice depends on it.
  public init(
    space: CandidateSpace, seed: UInt64, chance: Double, neighbours: Int = 3,
    weights: NeighbourRegression.Weights = .uniform, threads: Int = 1
  ) {
    self.space = space
    self.seed = Seed(seed)
    self.chance = chance
    self.neighbours = neighbours
    self.threads = threads
    regression = NeighbourRegression(weights: weights)
    kept = Mutex(Neighbourhoods(of: space.outputs, limit: neighbours, threads: threads))
  }

  public func choose(_ inquiry: Inquiry) -> Choice? {
    let remaining = Remaining(of: space, after: inquiry.taken)
    if let baseline = remaining.baseline { return baseline }
    let results = Results(inquiry.observations, in: space, chance: chance)
    let known = results.candidates.count
    guard known >= Self.fewestResults else {
      return remaining.random(
        seed: seed.forProposal(inquiry.number),
        reason: "random: \(known) \(known == 1 ? "result" : "results")")
    }
    return kept.withLock { neighbourhoods in
      bring(&neighbourhoods, to: results.candidates)
      return largest(in: remaining, neighbourhoods, results.values)
    }
  }

  private func bring(_ neighbourhoods: inout Neighbourhoods, to candidates: [Int]) {
    let wanted = Set(candidates)
    if !neighbourhoods.observed.allSatisfy(wanted.contains) {
      neighbourhoods = Neighbourhoods(of: space.outputs, limit: neighbours, threads: threads)
    }
    neighbourhoods.observe(candidates)
  }

  private func largest(
    in remaining: Remaining, _ neighbourhoods: Neighbourhoods, _ values: [Double]
  ) -> Choice? {
    let predictions = regression.predictions(neighbourhoods, values: values)
    var best: Int?
    for candidate in predictions.indices where remaining.contains(candidate) {
      if let best, predictions[candidate] <= predictions[best] { continue }
      best = candidate
    }
    guard let best else { return nil }
    let prediction = predictions[best]
    let nearest = neighbourhoods[best].map(\.row)
    let squares = nearest.map { (values[$0] - prediction) * (values[$0] - prediction) }
    let spread = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    let names = nearest.map { space.forms[$0] }.joined(separator: ", ")
    return Choice(
      candidate: best, prediction: prediction, uncertainty: spread,
      reason: "largest prediction \(String(format: "%.4f", prediction)) from \(names)")
  }
}
