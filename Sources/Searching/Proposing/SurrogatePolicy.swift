import Foundation
import Randomness
import Surrogates

/// The search of AQuaSurF with any surrogate (Bingham, Miikkulainen 2023, arXiv 2301.05785).
///
/// As published: baselines come first; then the class whose predicted accuracy is largest, the one
/// with the lowest index among equals, of the finite classes that can be predicted and were not
/// proposed yet. A function that cannot be trained counts as chance level. While fewer than three
/// results can be compared with, a class is drawn at random.
///
/// When it keeps apart, every class that is being evaluated counts as if it had the mean of the
/// results so far (the constant liar of Ginsbourger, Le Riche, Carraro 2010): what lies near it is
/// less promising, and proposals that are made together do not crowd one spot. The prediction that
/// is stated is always that from the results alone.
public struct SurrogatePolicy: Policy {
  /// Results below which a prediction is no better than a guess.
  private static let fewestResults = 3
  /// How many neighbours a reason names.
  private static let namedNeighbours = 3

  /// The classes without their spectra, which only the terrain is made of.
  let space: CandidateSpace
  public let terrain: Terrain
  private let seed: Seed
  private let chance: Double
  private let spread: Bool
  /// The terrain's row of each class, -1 where it has none.
  private let rows: [Int32]

  /// A policy for one study.
  ///
  /// - Parameters:
  ///   - space: the classes to choose from.
  ///   - terrain: which of them can be predicted, and by what.
  ///   - seed: the study's seed.
  ///   - chance: the accuracy of guessing, 1 / number of labels; what an infeasible result counts.
  ///   - spread: whether proposals keep away from what is being evaluated.
  public init(
    space: CandidateSpace, terrain: Terrain, seed: UInt64, chance: Double, spread: Bool = false
  ) {
    precondition(
      terrain.members.last.map { $0 < space.count } ?? true,
      "members up to \(terrain.members.last ?? 0) of \(space.count) classes")
    self.space = space.with(spectra: [])
    self.terrain = terrain
    self.seed = Seed(seed)
    self.chance = chance
    self.spread = spread
    var rows = [Int32](repeating: -1, count: space.count)
    for (row, member) in terrain.members.enumerated() { rows[member] = Int32(row) }
    self.rows = rows
  }

  public func choose(_ inquiry: Inquiry) -> Choice? {
    var remaining = Remaining(of: space, after: inquiry.taken)
    if let baseline = remaining.baseline { return baseline }
    let known = observations(of: inquiry)
    guard known.count >= Self.fewestResults else {
      return remaining.random(
        seed: seed.forProposal(inquiry.number), among: terrain.members,
        reason: "random: \(known.count) \(known.count == 1 ? "result" : "results")")
    }
    let predictions = predictions(known, inquiry)
    let supposed = supposed(inquiry, known)
    let promises =
      supposed.count == 0
      ? predictions.values : self.predictions(known, assuming: supposed, inquiry).values
    guard let best = largest(promises, in: remaining) else {
      return remaining.random(
        seed: seed.forProposal(inquiry.number), reason: "random: no prediction is left")
    }
    return Choice(
      candidate: terrain.members[best], prediction: predictions.values[best],
      uncertainty: predictions.spreads[best],
      reason: reason(best, predictions.values[best], known, supposed))
  }

  public func explain(_ candidate: Int, _ inquiry: Inquiry) -> Explanation? {
    guard rows[candidate] >= 0 else { return nil }
    let row = Int(rows[candidate])
    // What it says of a class whose result is there is what it would say without that result.
    let known = observations(of: inquiry, without: candidate)
    var explanation = Explanation(
      neighbours: terrain.surrogate.neighbours(
        of: row, among: known.rows, limit: Explanation.neighbourLimit
      ).map { neighbour in
        Explanation.Neighbour(
          candidate: terrain.members[neighbour.row], distance: neighbour.distance,
          accuracy: zip(known.rows, known.values).first { $0.0 == neighbour.row }?.1 ?? chance)
      },
      place: terrain.map.map { map in
        Explanation.Place(x: Double(map.values[2 * row]), y: Double(map.values[2 * row + 1]))
      })
    guard known.count >= Self.fewestResults else { return explanation }
    let predictions = predictions(known, inquiry)
    let prediction = predictions.values[row]
    guard !prediction.isNaN else { return explanation }
    let remaining = Remaining(of: space, after: inquiry.taken)
    explanation.prediction = prediction
    explanation.uncertainty = predictions.spreads[row]
    explanation.rank =
      1
      + terrain.members.indices.count { other in
        remaining.contains(terrain.members[other]) && other != row
          && (predictions.values[other] > prediction
            || (predictions.values[other] == prediction && other < row))
      }
    explanation.ranked = terrain.members.count { remaining.contains($0) || $0 == candidate }
    return explanation
  }

  private func predictions(
    _ known: Observations, assuming supposed: Observations = Observations([]), _ inquiry: Inquiry
  ) -> Predictions {
    terrain.surrogate.predictions(
      from: known, assuming: supposed, seed: seed.derived("regressor", UInt64(inquiry.number)))
  }

  /// The results that a surrogate can go by, by its rows.
  private func observations(of inquiry: Inquiry, without hidden: Int? = nil) -> Observations {
    let results = Results(inquiry.observations, in: space, chance: chance)
    return Observations(
      results.candidates.filter { rows[$0] >= 0 && $0 != hidden }.map {
        (row: Int(rows[$0]), value: results.values[$0])
      })
  }

  /// What is being evaluated, as if it had come out as the mean of what is known.
  private func supposed(_ inquiry: Inquiry, _ known: Observations) -> Observations {
    guard spread else { return Observations([]) }
    let mean = known.values.reduce(0, +) / Double(known.count)
    let observed = Set(known.rows)
    let open = Set(inquiry.running.filter { space.isFinite[$0] }.map { Int(rows[$0]) })
    return Observations(
      open.filter { $0 >= 0 && !observed.contains($0) }.map { (row: $0, value: mean) })
  }

  private func largest(_ values: [Double], in remaining: Remaining) -> Int? {
    var best: Int?
    for row in values.indices
    where !values[row].isNaN && remaining.contains(terrain.members[row]) {
      if let best, values[row] <= values[best] { continue }
      best = row
    }
    return best
  }

  private func reason(
    _ best: Int, _ prediction: Double, _ known: Observations, _ supposed: Observations
  ) -> String {
    let nearest = terrain.surrogate.neighbours(
      of: best, among: known.rows, limit: Self.namedNeighbours)
    let names = nearest.map { space.forms[terrain.members[$0.row]] }.joined(separator: ", ")
    let apart = supposed.count == 0 ? "" : ", apart from \(supposed.count) running"
    return "largest prediction \(String(format: "%.4f", prediction)) near \(names)\(apart)"
  }
}
