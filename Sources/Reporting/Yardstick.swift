import Activations
import Datasets
import JSON
import Networks
import Storage
import Studies

/// What a study's functions are compared by.
public struct Yardstick: Hashable, Sendable {
  /// Class keys of the functions to beat.
  public let baselines: Set<ClassKey>
  public let metric: Metric
  /// What guessing is worth by the metric, which runs that could not be trained count with.
  public let chance: Double
  /// The epochs of the confirmation that counts; nil for as many as the search's evaluations have.
  public let confirmationEpochs: Int?

  public init(
    baselines: Set<ClassKey>, metric: Metric = .validationAccuracy, chance: Double,
    confirmationEpochs: Int? = nil
  ) {
    self.baselines = baselines
    self.metric = metric
    self.chance = chance
    self.confirmationEpochs = confirmationEpochs
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
      })
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
