import Digests
import Foundation
import GRDB
import Orders
import Studies

/// An accepted report as a row of `evaluations`; written once.
enum EvaluationRow {
  static func write(_ record: EvaluationRecord, study: Int64, to database: Database) throws {
    let outcome = OutcomeColumns(record.outcome)
    let provenance = record.provenance
    try database.cachedStatement(
      sql: """
        INSERT INTO evaluations (study, "order", sequence, attempt, worker, startedAt, finishedAt,
          outcome, reason, epoch, step, trainLoss, trainAccuracy, validationLoss,
          validationAccuracy, testLoss, testAccuracy, nonFinite, program, processor, kernels,
          dataset, seconds, curve) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """
    ).execute(arguments: [
      study, record.order, record.sequence, record.attempt, record.worker, record.startedAt,
      record.finishedAt, outcome.name.rawValue, outcome.reason, outcome.epoch, outcome.step,
      outcome.numbers[0], outcome.numbers[1], outcome.numbers[2], outcome.numbers[3],
      outcome.numbers[4], outcome.numbers[5], outcome.nonFinite, provenance?.program,
      provenance?.processor, provenance?.kernels, provenance.map { Data($0.dataset.bytes) },
      provenance?.seconds, provenance.map { curve($0.curve) },
    ])
  }

  /// The columns that `outcome(_:)` reads, in its order.
  static let outcomeColumns = """
    evaluations.outcome, evaluations.reason, evaluations.epoch, evaluations.step,
    evaluations.trainLoss, evaluations.trainAccuracy, evaluations.validationLoss,
    evaluations.validationAccuracy, evaluations.testLoss, evaluations.testAccuracy,
    evaluations.nonFinite
    """

  static func outcome(_ row: inout ColumnReader) throws(StorageError) -> Outcome {
    let name = try row.word(OutcomeColumns.Name.self)
    let reason: String? = try row.optional()
    let epoch: Int? = try row.optional()
    let step: Int? = try row.optional()
    var stored: [Double?] = []
    for _ in OutcomeColumns.names { stored.append(try row.optional()) }
    let nonFinite = NonFinite(try row.optional())
    switch name {
    case .cancelled: return .cancelled
    case .failed:
      guard let reason else { throw row.damage("NULL") }
      return .failed(reason)
    case .infeasible:
      guard let reason = reason.flatMap(Infeasibility.Reason.init(rawValue:)), let epoch, let step
      else { throw row.damage(reason ?? "NULL") }
      return .infeasible(Infeasibility(reason: reason, epoch: epoch, step: step))
    case .completed:
      let numbers = zip(stored, OutcomeColumns.names).map { nonFinite.value($0, $1) }
      guard let trainLoss = numbers[0], let trainAccuracy = numbers[1],
        let validationLoss = numbers[2], let validationAccuracy = numbers[3]
      else { throw row.damage("NULL") }
      var test: TestMetrics?
      if let loss = numbers[4], let accuracy = numbers[5] {
        test = TestMetrics(loss: loss, accuracy: accuracy)
      }
      return .completed(
        Metrics(
          trainLoss: trainLoss, trainAccuracy: trainAccuracy, validationLoss: validationLoss,
          validationAccuracy: validationAccuracy, test: test))
    }
  }

  private static func curve(_ curve: [EpochRecord]) -> String {
    JSON.list(curve.map(\.json)).description
  }
}

extension EpochRecord {
  var json: JSON {
    [
      "epoch": .whole(epoch), "trainLoss": .number(trainLoss),
      "trainAccuracy": .number(trainAccuracy), "validationLoss": .number(validationLoss),
      "validationAccuracy": .number(validationAccuracy), "seconds": .number(seconds),
    ]
  }
}

/// The columns that an outcome fills.
private struct OutcomeColumns {
  enum Name: String {
    case completed
    case infeasible
    case failed
    case cancelled
  }

  /// The columns of a completed evaluation's numbers, in the order of `numbers`.
  static let names = [
    "trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy", "testLoss",
    "testAccuracy",
  ]

  let name: Name
  var reason: String?
  var epoch: Int?
  var step: Int?
  var numbers = [Double?](repeating: nil, count: 6)
  var nonFinite: String?

  init(_ outcome: Outcome) {
    switch outcome {
    case .cancelled: name = .cancelled
    case .failed(let reason):
      name = .failed
      self.reason = reason
    case .infeasible(let infeasibility):
      name = .infeasible
      reason = infeasibility.reason.rawValue
      epoch = infeasibility.epoch
      step = infeasibility.step
    case .completed(let metrics):
      name = .completed
      let values = [
        metrics.trainLoss, metrics.trainAccuracy, metrics.validationLoss,
        metrics.validationAccuracy, metrics.test?.loss, metrics.test?.accuracy,
      ]
      var nonFinite = NonFinite()
      numbers = zip(values, Self.names).map { nonFinite.stored($0, $1) }
      self.nonFinite = nonFinite.text
    }
  }
}
