import Activations
import Datasets
import JSON
import Networks
import Orders
import Searching
import Storage
import Studies

/// A study's functions by its trials, best first.
///
/// Those that were confirmed come first, as in the confirmation table: by their mean on the test
/// data, baselines among them. Then come the others as the search found them.
public struct Ranking: Sendable {
  public let functions: [String]
  public let confirmation: ConfirmationTable?

  public init(_ trials: [TrialRecord], by yardstick: Yardstick) {
    // Those of other epochs were confirmed before the study was changed.
    let epochs =
      yardstick.confirmationEpochs ?? trials.first { $0.purpose == .search }?.fidelity
    confirmation = ConfirmationTable(
      trials.filter { $0.purpose == .confirmation && $0.fidelity == epochs }, by: yardstick)
    let confirmed = confirmation?.rows.map(\.function.form) ?? []
    let searched = trials.compactMap { trial -> (function: String, value: Double)? in
      guard trial.purpose == .search, let function = trial.function,
        let value = trial.metrics.flatMap(yardstick.metric.value), value.isFinite
      else { return nil }
      return (function, value)
    }
    let others = yardstick.metric.ranked(searched, by: \.value).map(\.function)
    functions = confirmed + others.filter { !confirmed.contains($0) }
  }

  /// What is to be said beside a function; nil where it is shown to be better, or nothing was
  /// confirmed.
  public func doubt(about function: String) -> String? {
    confirmation?.doubt(about: confirmation?.rows.first { $0.function.form == function })
  }
}

/// What a study's functions are compared by.
public struct Yardstick: Hashable, Sendable {
  /// Class keys of the functions to beat.
  public let baselines: Set<ClassKey>
  public let metric: Metric
  /// What guessing is worth by the metric, which runs that could not be trained count with.
  public let chance: Double
  /// The epochs of the confirmation that counts; nil for as many as the search's evaluations have.
  public let confirmationEpochs: Int?
  /// Whether the numbers were made up.
  public let isRehearsal: Bool

  public init(
    baselines: Set<ClassKey>, metric: Metric = .validationAccuracy, chance: Double,
    confirmationEpochs: Int? = nil, isRehearsal: Bool = false
  ) {
    self.baselines = baselines
    self.metric = metric
    self.chance = chance
    self.confirmationEpochs = confirmationEpochs
    self.isRehearsal = isRehearsal
  }

  /// The yardstick of a study by its status, as `status` gives it, from a ledger or a coordinator.
  ///
  /// - Throws: the key that is missing; why a function or the network cannot be read.
  public init(_ status: JSON) throws {
    let fields = try JSONFields(status, of: "status")
    let functions = try fields.texts("baselines") + fields.texts("against")
    let plan = try fields.text("plan")
    let metric = try Metric(status: fields)
    self.init(
      baselines: Set(try functions.map { try Expression($0).classKey }), metric: metric,
      chance: metric.infeasibleValue(
        // A rehearsal has no network.
        classes: plan.isEmpty ? Rehearsal.classes : try NetworkPlan(text: plan).output.count),
      confirmationEpochs: try fields.optional("confirmationEpochs") { fields in
        { key throws(JSONFields.Damage) in try fields.whole(key, in: Recipe.epochsRange) }
      }, isRehearsal: plan.isEmpty)
  }
}

extension Metric {
  /// The metric of a study by its status, which does not name the usual one.
  public init(status fields: JSONFields) throws(JSONFields.Damage) {
    let name = try fields.optional("metric", JSONFields.text)
    guard let metric = name.map(Metric.named) ?? .validationAccuracy else {
      throw fields.damage("metric", expected: "the name of a metric")
    }
    self = metric
  }
}
