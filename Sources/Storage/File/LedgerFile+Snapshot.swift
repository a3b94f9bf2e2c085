import GRDB
import Orders

extension LedgerFile {
  /// What a coordinator needs to go on, from the state tables alone.
  public func snapshot() throws(StorageError) -> Snapshot {
    do {
      return try queue.read { [self] database in
        let orders = try Row.fetchCursor(
          database,
          sql: """
            SELECT \(OrderRow.columns), \(EvaluationRow.outcomeColumns), evaluations.attempt
            FROM \(OrderRow.join)
            WHERE orders.study = ? ORDER BY orders.id
            """, arguments: [number])
        var records: [OrderRecord] = []
        while let row = try orders.next() {
          var columns = ColumnReader(row, of: "order", path: path)
          records.append(try OrderRow.record(&columns))
        }
        return Snapshot(
          standing: try StudyRows.standing(number: number, from: database, path: path),
          orders: records,
          sequence: try JournalRow.tail(
            study: number, id: begun.id, of: database, path: path
          ).sequence)
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
