import GRDB
import Orders

extension LedgerFile {
  /// Writes a batch as one transaction; when this returns, it is on the disk.
  ///
  /// A batch that fails leaves nothing behind, and everything committed before stays. The entries
  /// of the journal must continue it without a gap.
  ///
  /// - Parameter changes: written in their order; an empty batch does nothing.
  /// - Throws: `full`, `readOnly`, `outOfSequence`, `conflict`, `damaged` or `failed`.
  public func commit(_ changes: [Change]) throws(StorageError) {
    if changes.isEmpty { return }
    do {
      try queue.write { [self] database in try write(changes, to: database) }
    } catch {
      throw StorageError(error, path: path)
    }
  }

  /// Writes a batch as one transaction without blocking the caller's thread meanwhile.
  public func commit(_ changes: [Change]) async throws(StorageError) {
    if changes.isEmpty { return }
    do {
      try await queue.write { [self] database in try write(changes, to: database) }
    } catch {
      throw StorageError(error, path: path)
    }
  }

  private func write(_ changes: [Change], to database: Database) throws {
    // Read anew for each batch: a rolled-back one leaves no trace here either.
    var tail = try JournalRow.tail(study: number, id: begun.id, of: database, path: path)
    // Only an order's last record matters: the rows between never show outside the transaction.
    var last: [WorkOrder.ID: Int] = [:]
    for (place, change) in changes.enumerated() {
      if case .order(let record) = change { last[record.id] = place }
    }
    let highest = try OrderRow.last(study: number, of: database)
    for (place, change) in changes.enumerated() {
      switch change {
      case .order(let record) where last[record.id] != place: break
      case .order(let record) where record.id > highest:
        try OrderRow.insert(record, study: number, to: database)
      case .order(let record):
        try OrderRow.update(record, study: number, to: database)
        guard database.changesCount == 1 else {
          throw StorageError.damaged(path: path, reason: "order \(record.id) is missing")
        }
      case .evaluation(let record):
        try EvaluationRow.write(record, study: number, to: database)
      case .spectrum(let record):
        try SpectrumRow.write(record, study: number, to: database)
      case .standing(let standing):
        try StudyRows.write(standing, number: number, to: database)
      case .journal(let entry):
        try JournalRow.write(entry, study: number, after: &tail, to: database, path: path)
      }
    }
  }
}
