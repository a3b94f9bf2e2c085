import Foundation
import Randomness
import Surrogates

/// A greedy search by any regressor over any geometry of the classes.
///
/// As published (Bingham, Miikkulainen 2023, arXiv 2301.05785): baselines come first; then the
/// class whose predicted accuracy is largest, the one with the lowest index among equals, of the
/// finite classes that lie somewhere and were not proposed yet. A function that cannot be trained
/// counts as chance level. While fewer than three results can be compared with, a finite class is
/// drawn at random.
///
/// Everything that takes long is in the geometry, which may be shared by many policies.
public struct SurrogatePolicy: Policy {
  /// Results below which a prediction is no better than a guess.
  private static let fewestResults = 3

  private let space: CandidateSpace
  private let geometry: Geometry
  private let regressor: any Regressor
  private let seed: Seed
  private let chance: Double

  /// A policy for one study.
  ///
  /// - Parameters:
  ///   - space: the classes to choose from.
  ///   - geometry: where the classes lie, a row for each; one that is not finite lies nowhere and
  ///     is neither compared with nor chosen.
  ///   - regressor: predicts the accuracy.
  ///   - seed: the study's seed.
  ///   - chance: the accuracy of guessing, 1 / number of labels; what an infeasible result counts.
  public init(
    space: CandidateSpace, geometry: Geometry, regressor: any Regressor, seed: UInt64,
    chance: Double
  ) {
    precondition(
      geometry.count == space.count, "\(geometry.count) rows for \(space.count) classes")
    self.space = space
    self.geometry = geometry
    self.regressor = regressor
    self.seed = Seed(seed)
    self.chance = chance
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
    let predictions = regressor.predictions(
      from: Observations(results.candidates.map { ($0, results.values[$0]) }), in: geometry,
      seed: seed.derived("regressor", UInt64(inquiry.number)))
    return largest(predictions, in: remaining, results: known)
      ?? remaining.random(
        seed: seed.forProposal(inquiry.number), reason: "random: no prediction is left")
  }

  private func largest(
    _ predictions: Predictions, in remaining: Remaining, results: Int
  ) -> Choice? {
    let values = predictions.values
    var best: Int?
    for candidate in values.indices where remaining.contains(candidate) && !values[candidate].isNaN
    {
      if let best, values[candidate] <= values[best] { continue }
      best = candidate
    }
    return best.map { best in
      Choice(
        candidate: best, prediction: values[best], uncertainty: predictions.spreads[best],
        reason: "largest prediction \(String(format: "%.4f", values[best])) from \(results) results"
      )
    }
  }
}
