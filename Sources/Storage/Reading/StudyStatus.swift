import GRDB
import JSON
import Orders
import Studies

/// Where a study stands, in numbers.
public struct StudyStatus: Hashable, Sendable {
  public let study: StudyRecord
  public let standing: Standing
  /// Orders of spectra, which use no budget.
  public let spectra: OrderCounts
  public let search: OrderCounts
  public let confirmation: OrderCounts
  /// The last journal sequence.
  public let sequence: Int64
  /// When that was written; milliseconds since 1970, nil in an empty journal.
  public let time: Int64?

  /// The search evaluations to be made.
  public var budget: Int {
    Ledger.budget(
      asked: study.study.search.budget, settled: search.settled, held: search.running)
  }

  /// A record for scripts.
  public var json: JSON {
    let objective = study.study.objective
    var members: [JSON.Member] = [
      .init("study", .text(study.study.name)), .init("id", .text(study.id)),
      .init("phase", .text(standing.phase.rawValue)),
      .init("incarnation", .whole(standing.incarnation)), .init("budget", .whole(budget)),
      .init("settled", .whole(search.settled)), .init("proposals", .whole(standing.proposals)),
      .init("spectra", spectra.json), .init("search", search.json),
      .init("confirmation", confirmation.json), .init("sequence", .whole(sequence)),
      .init("time", time.map { .whole($0) } ?? .null),
      .init("dataset", .text(study.dataset.name)), .init("network", .text(objective.network)),
      .init("program", .text(study.program)), .init("plan", .text(study.network)),
      .init("baselines", .list(study.study.space.baselines.map { .text($0) })),
      .init("against", .list(study.study.confirmation.against.map { .text($0) })),
    ]
    if objective.metric != .validationAccuracy {
      members.append(.init("metric", .text(objective.metric.name)))
    }
    if let epochs = study.study.confirmation.epochs {
      members.append(.init("confirmationEpochs", .whole(epochs)))
    }
    return .object(members)
  }
}

extension OrderCounts {
  /// The counts as a record for scripts.
  public var json: JSON {
    [
      "waiting": .whole(waiting), "running": .whole(running), "completed": .whole(completed),
      "infeasible": .whole(infeasible), "quarantined": .whole(quarantined),
    ]
  }
}

extension LedgerReader {
  /// The study as it began.
  public func begun() throws(StorageError) -> StudyRecord {
    let (number, path) = (number, path)
    return try read { try StudyRows.read(.begun, number: number, from: $0, path: path) }
  }

  /// The study as it was last continued.
  public func current() throws(StorageError) -> StudyRecord {
    let (number, path) = (number, path)
    return try read { try StudyRows.read(.current, number: number, from: $0, path: path) }
  }

  /// Where the study stands.
  public func status() throws(StorageError) -> StudyStatus {
    let (number, path) = (number, path)
    return try read { database in
      var counts: [OrderRecord.Purpose.Name: OrderCounts] = [:]
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT purpose, coalesce(evaluations.outcome, orders.state), count(*)
          FROM \(OrderRow.join) WHERE orders.study = ? GROUP BY 1, 2
          """, arguments: [number])
      for row in rows {
        var columns = ColumnReader(row, of: "orders for", path: path)
        let purpose = try columns.word(OrderRecord.Purpose.Name.self)
        let state: String = try columns.value()
        let count: Int = try columns.value()
        switch state {
        case "waiting": counts[purpose, default: .init()].waiting += count
        case "leased": counts[purpose, default: .init()].running += count
        case "completed": counts[purpose, default: .init()].completed += count
        case "infeasible": counts[purpose, default: .init()].infeasible += count
        case "quarantined": counts[purpose, default: .init()].quarantined += count
        default: throw columns.damage(state)
        }
      }
      let last = try Row.fetchOne(
        database,
        sql: "SELECT sequence, time FROM journal WHERE study = ? ORDER BY sequence DESC LIMIT 1",
        arguments: [number])
      var columns = last.map { ColumnReader($0, of: "journal entry", path: path) }
      return StudyStatus(
        study: try StudyRows.read(.current, number: number, from: database, path: path),
        standing: try StudyRows.standing(number: number, from: database, path: path),
        spectra: counts[.spectrum] ?? .init(), search: counts[.search] ?? .init(),
        confirmation: counts[.confirmation] ?? .init(),
        sequence: try columns?.value() ?? 0, time: try columns?.value())
    }
  }
}
