import Activations
import Foundation
import Randomness
import Studies
import Surrogates

/// The search of AQuaSurF with any surrogate (Bingham, Miikkulainen 2023, arXiv 2301.05785).
///
/// As published: baselines come first; then the class whose prediction is best by the metric (the
/// largest accuracy), the first in the table among equals, of the finite classes that can be
/// predicted and were not proposed yet. A function that cannot be trained counts as guessing. While
/// fewer than three
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

  /// The classes without their spectra, which only the layout is made of.
  let space: CandidateSpace
  public let predicted: PredictedClasses
  private let seed: Seed
  private let metric: Metric
  private let chance: Double
  private let spread: Bool
  /// The row of the class at each place, -1 where it has none.
  private let rows: [Int32]

  /// A policy for one study.
  ///
  /// - Parameters:
  ///   - space: the classes to choose from.
  ///   - predicted: which of them can be predicted, and by what.
  ///   - seed: the study's seed.
  ///   - metric: what results are values of, and which of two is better.
  ///   - chance: what an infeasible result counts as, in the metric's unit.
  ///   - spread: whether proposals keep away from what is being evaluated.
  public init(
    space: CandidateSpace, predicted: PredictedClasses, seed: UInt64,
    metric: Metric = .validationAccuracy,
    chance: Double, spread: Bool = false
  ) {
    precondition(
      predicted.members.last.map { $0 < space.count } ?? true,
      "members up to \(predicted.members.last ?? 0) of \(space.count) classes")
    self.space = space.with(spectra: [])
    self.predicted = predicted
    self.seed = Seed(seed)
    self.metric = metric
    self.chance = chance
    self.spread = spread
    var rows = [Int32](repeating: -1, count: space.count)
    for (row, member) in predicted.members.enumerated() { rows[member] = Int32(row) }
    self.rows = rows
  }

  public func choose(_ inquiry: Inquiry) -> Choice? {
    var remaining = Remaining(of: space, after: inquiry.taken)
    if let baseline = remaining.baseline { return baseline }
    let known = results(of: inquiry)
    guard known.count >= Self.fewestResults else {
      return remaining.random(
        seed: seed.forProposal(inquiry.number), among: predicted.members,
        reason: "random: \(known.count) \(known.count == 1 ? "result" : "results")")
    }
    let predictions = predictions(known, inquiry)
    let supposed = supposed(inquiry, known)
    let promises =
      supposed.count == 0
      ? predictions.values : self.predictions(known, assuming: supposed, inquiry).values
    guard let best = best(promises, in: remaining) else {
      return remaining.random(
        seed: seed.forProposal(inquiry.number), reason: "random: no prediction is left")
    }
    return Choice(
      candidate: space.candidate(at: predicted.members[best]), prediction: predictions.values[best],
      uncertainty: predictions.spreads[best],
      reason: reason(best, predictions.values[best], known, supposed))
  }

  public func explain(_ candidate: ClassKey, _ inquiry: Inquiry) -> Explanation? {
    guard let place = space.place(of: candidate), rows[place] >= 0 else { return nil }
    let row = Int(rows[place])
    // What it says of a class whose result is there is what it would say without that result.
    let known = results(of: inquiry, without: place)
    var explanation = Explanation(
      neighbours: predicted.surrogate.neighbours(
        of: row, among: known.rows, limit: Explanation.neighbourLimit
      ).map { neighbour in
        Explanation.Neighbour(
          candidate: space.candidate(at: predicted.members[neighbour.row]),
          distance: neighbour.distance,
          value: zip(known.rows, known.values).first { $0.0 == neighbour.row }?.1 ?? chance)
      },
      place: predicted.map.map { map in
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
      + predicted.members.indices.count { other in
        remaining.contains(predicted.members[other]) && other != row
          && (metric.isBetter(predictions.values[other], than: prediction)
            || (predictions.values[other] == prediction && other < row))
      }
    explanation.ranked = predicted.members.count { remaining.contains($0) || $0 == place }
    return explanation
  }

  private func predictions(
    _ known: Observations, assuming supposed: Observations = Observations([]), _ inquiry: Inquiry
  ) -> Predictions {
    predicted.surrogate.predictions(
      from: known, assuming: supposed, seed: seed.derived("regressor", UInt64(inquiry.number)))
  }

  /// The results that a surrogate can go by, by its rows.
  ///
  /// One a class, the mean where there are several. A class whose outputs are not finite lies
  /// nowhere and is left out.
  private func results(of inquiry: Inquiry, without hidden: Int? = nil) -> Observations {
    var places: [Int] = []
    var sums: [Int: (total: Double, count: Double)] = [:]
    for observation in inquiry.observations {
      guard let place = space.place(of: observation.candidate.key), place != hidden,
        space.isFinite[place], rows[place] >= 0
      else { continue }
      let value = observation.value.flatMap { $0.isFinite ? $0 : nil } ?? chance
      if sums[place] == nil { places.append(place) }
      let sum = sums[place] ?? (0, 0)
      sums[place] = (sum.total + value, sum.count + 1)
    }
    return Observations(
      places.map { place in
        let sum = sums[place] ?? (chance, 1)
        return (row: Int(rows[place]), value: sum.total / sum.count)
      })
  }

  /// What is being evaluated, as if it had come out as the mean of what is known.
  private func supposed(_ inquiry: Inquiry, _ known: Observations) -> Observations {
    guard spread else { return Observations([]) }
    let mean = known.values.reduce(0, +) / Double(known.count)
    let observed = Set(known.rows)
    let running = inquiry.running.compactMap(space.place)
    let open = Set(running.filter { space.isFinite[$0] }.map { Int(rows[$0]) })
    return Observations(
      open.filter { $0 >= 0 && !observed.contains($0) }.map { (row: $0, value: mean) })
  }

  private func best(_ values: [Double], in remaining: Remaining) -> Int? {
    var best: Int?
    for row in values.indices
    where !values[row].isNaN && remaining.contains(predicted.members[row]) {
      if let best, !metric.isBetter(values[row], than: values[best]) { continue }
      best = row
    }
    return best
  }

  private func reason(
    _ best: Int, _ prediction: Double, _ known: Observations, _ supposed: Observations
  ) -> String {
    let nearest = predicted.surrogate.neighbours(
      of: best, among: known.rows, limit: Self.namedNeighbours)
    let names = nearest.map { space.form(at: predicted.members[$0.row]) }.joined(separator: ", ")
    let apart = supposed.count == 0 ? "" : ", apart from \(supposed.count) running"
    let extreme = metric.direction == .largerIsBetter ? "largest" : "smallest"
    return "\(extreme) prediction \(String(format: "%.4f", prediction)) near \(names)\(apart)"
  }
}
