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
    let metrics = metrics
    let learned = metrics?.learned ?? []
    return [
      .init("state", .text(state)), .init("reason", .text(orNull: reason)),
      .init("trainLoss", .number(orNull: metrics?.trainLoss)),
      .init("trainAccuracy", .number(orNull: metrics?.trainAccuracy)),
      .init("validationLoss", .number(orNull: metrics?.validationLoss)),
      .init("validationAccuracy", .number(orNull: metrics?.validationAccuracy)),
      .init("testLoss", .number(orNull: metrics?.test?.loss)),
      .init("testAccuracy", .number(orNull: metrics?.test?.accuracy)),
    ] + (learned.isEmpty ? [] : [.init("learned", .list(learned.map(\.json)))])
  }
}
