import Digests
import Foundation
import GRDB
import JSON
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
          validationAccuracy, testLoss, testAccuracy, special, program, processor, kernels,
          dataset, seconds, curve, layer, finding, activations)
          VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """
    ).execute(arguments: [
      study, record.order, record.sequence, record.attempt, record.worker, record.startedAt,
      record.finishedAt, outcome.name.rawValue, outcome.reason, outcome.epoch, outcome.step,
      outcome.numbers[0], outcome.numbers[1], outcome.numbers[2], outcome.numbers[3],
      outcome.numbers[4], outcome.numbers[5], outcome.special, provenance?.program,
      provenance?.processor, provenance?.kernels, provenance.map { Data($0.dataset.bytes) },
      provenance?.seconds, provenance.map { curve($0.curve) }, outcome.layer,
      outcome.finding, outcome.activations,
    ])
  }

  /// The columns that `report(_:)` reads, in its order.
  static let reportColumns = """
    evaluations.worker, evaluations.startedAt, evaluations.finishedAt, evaluations.program,
    evaluations.processor, evaluations.kernels, evaluations.dataset, evaluations.seconds,
    evaluations.curve
    """

  static let reportColumnCount = 9

  /// Who reported, when, and where the result comes from; all nil where no evaluation is joined.
  static func report(
    _ row: inout ColumnReader
  ) throws(StorageError) -> (
    worker: String?, startedAt: Int64?, finishedAt: Int64?, provenance: Provenance?
  ) {
    let worker: String? = try row.optional()
    let startedAt: Int64? = try row.optional()
    let finishedAt: Int64? = try row.optional()
    let program: String? = try row.optional()
    let processor: String? = try row.optional()
    let kernels: String? = try row.optional()
    let dataset = try row.optionalDigest()
    let seconds: Double? = try row.optional()
    let curve: String? = try row.optional()
    guard let program, let processor, let kernels, let dataset, let curve else {
      return (worker, startedAt, finishedAt, nil)
    }
    let records = try row.records(curve, of: "curve", EpochRecord.init)
    return (
      worker, startedAt, finishedAt,
      Provenance(
        program: program, processor: processor, kernels: kernels, dataset: dataset,
        seconds: seconds ?? .nan, curve: records)
    )
  }

  private static func curve(_ curve: [EpochRecord]) -> String {
    JSON.list(curve.map(\.json)).description
  }
}
