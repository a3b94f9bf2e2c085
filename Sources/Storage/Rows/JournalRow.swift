import Digests
import Foundation
import GRDB
import JSON
import Orders
import Studies

/// A journal entry as a row of `journal`, chained to the row before by its checksum.
///
/// A row's checksum is SHA-256 over the checksum before it (32 bytes), then the row as UTF-8 text:
/// sequence, time, kind and fields, each but the last ended by a line feed. The first row follows
/// the SHA-256 of the study's id.
enum JournalRow {
  /// The end of a journal: what the next row continues.
  struct Tail {
    var sequence: Int64
    var checksum: Digest

    /// The end of an empty journal.
    init(study id: String) {
      sequence = 0
      checksum = Digest.of(id)
    }

    /// Adds a row; its sequence must be the next one.
    mutating func append(sequence: Int64, time: Int64, kind: String, fields: String) {
      var hash = SHA256()
      hash.update(checksum.bytes)
      hash.update("\(sequence)\n\(time)\n\(kind)\n\(fields)".utf8)
      self.sequence = sequence
      checksum = hash.finalized()
    }
  }

  /// The end of a study's journal.
  static func tail(
    study: Int64, id: String, of database: Database, path: String
  ) throws -> Tail {
    var tail = Tail(study: id)
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT sequence, checksum FROM journal WHERE study = ? ORDER BY sequence DESC LIMIT 1
          """), arguments: [study])
    guard let row else { return tail }
    var columns = ColumnReader(row, of: "journal entry", path: path)
    tail.sequence = try columns.value()
    tail.checksum = try columns.digest()
    return tail
  }

  /// The starts of a study's coordinators.
  static func history(study: Int64, of database: Database, path: String) throws -> History {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT sequence, time, kind, fields FROM journal
        WHERE study = ? AND kind IN (?, ?) ORDER BY sequence
        """,
      arguments: [
        study, JournalEntry.Kind.studyStarted.rawValue, JournalEntry.Kind.studyContinued.rawValue,
      ])
    var starts: [History.Start] = []
    while let row = try rows.next() {
      var columns = ColumnReader(row, of: "journal entry", path: path)
      let entry = try entry(&columns)
      guard let incarnation = entry.fields.whole("incarnation") else {
        throw columns.damage(entry.fields.description)
      }
      starts.append(History.Start(incarnation: incarnation, sequence: entry.sequence))
    }
    return History(starts)
  }

  /// Appends an entry and moves the tail.
  static func write(
    _ entry: JournalEntry, study: Int64, after tail: inout Tail, to database: Database,
    path: String
  ) throws {
    guard entry.sequence == tail.sequence + 1 else {
      throw StorageError.outOfSequence(
        path: path, sequence: entry.sequence, expected: tail.sequence + 1)
    }
    let fields = entry.fields.description
    tail.append(
      sequence: entry.sequence, time: entry.time, kind: entry.kind.rawValue, fields: fields)
    try database.cachedStatement(
      sql:
        "INSERT INTO journal (study, sequence, time, kind, fields, checksum) VALUES (?,?,?,?,?,?)"
    ).execute(arguments: [
      study, entry.sequence, entry.time, entry.kind.rawValue, fields, Data(tail.checksum.bytes),
    ])
  }

  /// Reads `sequence, time, kind, fields`.
  static func entry(_ row: inout ColumnReader) throws(StorageError) -> JournalEntry {
    let sequence: Int64 = try row.value()
    let time: Int64 = try row.value()
    let kind = try row.word(JournalEntry.Kind.self)
    return JournalEntry(sequence: sequence, time: time, kind: kind, fields: try row.json())
  }
}
