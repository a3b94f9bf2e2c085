import Digests
import Foundation
import GRDB
import Orders
import Studies

extension LedgerReader {
  /// The entries after a sequence, oldest first.
  ///
  /// - Parameters:
  ///   - sequence: the last one already known; 0 reads from the start.
  ///   - limit: at most so many entries.
  /// - Returns: entries whose sequences continue the given one without a gap; none at the end.
  /// - Throws: `damaged` for a row that is no entry, or `failed`.
  public func journal(since sequence: Int64, limit: Int) throws(StorageError) -> [JournalEntry] {
    let (number, path) = (number, path)
    return try read { database in
      let rows = try Row.fetchCursor(
        database.cachedStatement(
          sql: """
            SELECT sequence, time, kind, fields FROM journal
            WHERE study = ? AND sequence > ? ORDER BY sequence LIMIT ?
            """), arguments: [number, sequence, max(0, limit)])
      var entries: [JournalEntry] = []
      while let row = try rows.next() {
        var columns = ColumnReader(row, of: "journal entry", path: path)
        entries.append(try JournalRow.entry(&columns))
      }
      return entries
    }
  }

  /// Recomputes the journal's chain of checksums.
  ///
  /// - Returns: the first sequence that is missing, changed or out of place, or nil when the whole
  ///   journal is as it was written. Entries cut off at the end are noticed by results that name
  ///   them.
  /// - Throws: `damaged` or `failed` when the file cannot be read.
  public func verifyJournal() throws(StorageError) -> Int64? {
    let (number, path) = (number, path)
    return try read { database in
      let study = try StudyRows.read(.begun, number: number, from: database, path: path)
      var tail = JournalRow.Tail(study: study.id)
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT sequence, time, kind, fields, checksum FROM journal
          WHERE study = ? ORDER BY sequence
          """, arguments: [number])
      while let row = try rows.next() {
        var columns = ColumnReader(row, of: "journal entry", path: path)
        let expected = tail.sequence + 1
        let sequence: Int64 = try columns.value()
        guard sequence == expected else { return expected }
        tail.append(
          sequence: sequence, time: try columns.value(), kind: try columns.value(),
          fields: try columns.value())
        guard try columns.digest() == tail.checksum else { return sequence }
      }
      let named = try Int64.fetchOne(
        database, sql: "SELECT max(sequence) FROM evaluations WHERE study = ?",
        arguments: [number])
      return (named ?? 0) > tail.sequence ? tail.sequence + 1 : nil
    }
  }
}
