import GRDB
import Orders

extension LedgerFile {
  /// What a coordinator needs to go on, from the state tables alone.
  ///
  /// - Throws: `damaged` for what no ledger writes: orders that are not numbered 1, 2, 3 and so on,
  ///   classes outside the study's table or proposed twice, counts below 0 or above 2^53, a journal
  ///   that ends before its results; or `failed`.
  public func snapshot() throws(StorageError) -> Snapshot {
    do {
      return try queue.read { [self] database in
        let orders = try Row.fetchCursor(
          database,
          sql: """
            SELECT \(OrderRow.columns(Schema.version)),
              \(OutcomeColumns.columns(Schema.version)), evaluations.attempt
            FROM \(OrderRow.join)
            WHERE orders.study = ? ORDER BY orders.id
            """, arguments: [number])
        var records: [OrderRecord] = []
        while let row = try orders.next() {
          var columns = ColumnReader(row, of: "order", path: path)
          records.append(try OrderRow.record(&columns))
        }
        let snapshot = Snapshot(
          standing: try StudyRows.standing(number: number, from: database, path: path),
          orders: records,
          sequence: try JournalRow.tail(
            study: number, id: begun.id, of: database, path: path
          ).sequence,
          history: try JournalRow.history(study: number, of: database, path: path))
        let lastResult = try Int64.fetchOne(
          database, sql: "SELECT max(sequence) FROM evaluations WHERE study = ?",
          arguments: [number])
        if let reason = snapshot.damage(
          classCount: begun.classes.count, lastResult: lastResult ?? 0)
        {
          throw StorageError.damaged(path: path, reason: reason)
        }
        return snapshot
      }
    } catch {
      throw StorageError(error, path: path)
    }
  }

  /// The first broken sequence of the journal, or nil; see `LedgerReader`.
  public func verifyJournal() throws(StorageError) -> Int64? {
    try reader.verifyJournal()
  }
}
