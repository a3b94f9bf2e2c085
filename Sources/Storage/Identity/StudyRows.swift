import Digests
import Foundation
import GRDB
import JSON
import Orders
import Studies

/// A study's record as rows of `studies` and `settings`.
enum StudyRows {
  /// The two times that a study's settings are kept from.
  enum Stage: String {
    case begun
    case current
  }

  /// What is said of a file whose tables are empty, or not there yet.
  static let noStudy =
    "it holds no study yet; a copy of a running study's ledger needs the files -wal and -shm beside "
    + "it as well"

  /// Writes a study that begins.
  static func begin(_ record: StudyRecord, number: Int64, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO studies (number, id, name, network, dataset, datasetDigest, classes,
          classesDigest) VALUES (?,?,?,?,?,?,?,?)
        """,
      arguments: [
        number, record.id, record.study.name, record.network, record.dataset.name,
        Data(record.dataset.digest.bytes), record.classes.count,
        Data(record.classes.digest.bytes),
      ])
    try write(record, stage: .begun, number: number, to: database)
    try write(record, stage: .current, number: number, to: database)
    try write(Standing(), number: number, to: database)
  }

  /// Writes a study's settings as it begins or continues.
  static func write(
    _ record: StudyRecord, stage: Stage, number: Int64, to database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO settings (study, stage, yaml, settings, program, time)
          VALUES (?,?,?,?,?,?)
        """,
      arguments: [
        number, stage.rawValue, record.yaml, record.study.settings.description, record.program,
        record.time,
      ])
  }

  static func write(_ standing: Standing, number: Int64, to database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO standings (study, phase, incarnation, proposals, quarantinedInARow)
          VALUES (?,?,?,?,?)
        """
    ).execute(arguments: [
      number, standing.phase.rawValue, standing.incarnation, standing.proposals,
      standing.quarantinedInARow,
    ])
  }

  /// Reads a study as it began or as it was last continued.
  static func read(
    _ stage: Stage, number: Int64, from database: Database, path: String
  ) throws -> StudyRecord {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT studies.number, id, network, dataset, datasetDigest, classes, classesDigest, yaml,
          program, time, settings
        FROM studies JOIN settings ON study = number WHERE number = ? AND stage = ?
        """, arguments: [number, stage.rawValue])
    guard let row else {
      throw StorageError.notALedger(path: path, reason: Self.noStudy)
    }
    var columns = ColumnReader(row, of: "study", path: path)
    let _: Int64 = try columns.value()
    let id: String = try columns.value()
    let network: String = try columns.value()
    let dataset = DatasetIdentity(name: try columns.value(), digest: try columns.digest())
    let classes = ClassTableIdentity(count: try columns.value(), digest: try columns.digest())
    let yaml: String = try columns.value()
    let program: String = try columns.value()
    let time: Int64 = try columns.value()
    let settings: String = try columns.value()
    guard let study = try? Study(yaml: settings) else { throw columns.damage(settings) }
    return StudyRecord(
      id: id, study: study, yaml: yaml, network: network, dataset: dataset, classes: classes,
      program: program, time: time)
  }

  static func standing(
    number: Int64, from database: Database, path: String
  ) throws -> Standing {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT study, phase, incarnation, proposals, quarantinedInARow FROM standings
        WHERE study = ?
        """, arguments: [number])
    guard let row else {
      throw StorageError.damaged(path: path, reason: "the study's standing is missing")
    }
    var columns = ColumnReader(row, of: "standing", path: path)
    let _: Int64 = try columns.value()
    return Standing(
      phase: try columns.word(), incarnation: try columns.value(), proposals: try columns.value(),
      quarantinedInARow: try columns.value())
  }
}
