import JSON

extension Outcome {
  /// The outcome's state in a word, as tables and scripts show it.
  public var state: String {
    switch self {
    case .completed: "completed"
    case .infeasible: "infeasible"
    case .failed: "failed"
    case .cancelled: "cancelled"
    }
  }

  /// Why it is not completed, or what has to be said of the numbers that it measured; nil without
  /// either.
  public var reason: String? {
    switch self {
    case .completed(let finding): finding.remark
    case .infeasible(let infeasibility): infeasibility.description
    case .failed(let reason): reason
    case .cancelled: "cancelled"
    }
  }

  /// State, reason and metrics as members of a JSON object.
  ///
  /// Metrics that were not measured, or are not finite, are null; the reason names the latter. What
  /// activation functions learned is there where they have parameters.
  public var fields: [JSON.Member] {
    [
      .init("state", .text(state)), .init("reason", .text(orNull: reason)),
    ] + Metrics.members(metrics)
  }
}

extension Metrics {
  /// Metrics as members of a record: every key is there, null where nothing was measured, or where
  /// it is not finite; but `learned` only where activation functions have parameters.
  public static func members(_ metrics: Metrics?) -> [JSON.Member] {
    let learned = metrics?.learned ?? []
    return [
      .init("trainLoss", .number(orNull: metrics?.trainLoss)),
      .init("trainAccuracy", .number(orNull: metrics?.trainAccuracy)),
      .init("validationLoss", .number(orNull: metrics?.validationLoss)),
      .init("validationAccuracy", .number(orNull: metrics?.validationAccuracy)),
      .init("testLoss", .number(orNull: metrics?.test?.loss)),
      .init("testAccuracy", .number(orNull: metrics?.test?.accuracy)),
    ] + (learned.isEmpty ? [] : [.init("learned", .list(learned.map(\.json)))])
  }

  /// Reads what `members` gave for a completed evaluation: what is null is not a number.
  ///
  /// - Parameters:
  ///   - fields: the record.
  ///   - withTest: whether the test data was looked at, as in a confirmation.
  /// - Throws: the key that is missing or holds no number.
  public init(_ fields: JSONFields, withTest: Bool) throws(JSONFields.Damage) {
    var learned: [LearnedParameter] = []
    for one in try fields.optional("learned", JSONFields.records) ?? [] {
      learned.append(try LearnedParameter(one))
    }
    self.init(
      trainLoss: try fields.measurement("trainLoss"),
      trainAccuracy: try fields.measurement("trainAccuracy"),
      validationLoss: try fields.measurement("validationLoss"),
      validationAccuracy: try fields.measurement("validationAccuracy"),
      test: withTest
        ? TestMetrics(
          loss: try fields.measurement("testLoss"),
          accuracy: try fields.measurement("testAccuracy")) : nil,
      learned: learned)
  }
}
