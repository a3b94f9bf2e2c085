import GRDB
import Orders
import Studies

extension LedgerReader {
  /// Every order of an evaluation with what came of it, in the order of their numbers.
  public func trials() throws(StorageError) -> [Trial] {
    try trials(where: "orders.purpose <> 'spectrum'", orderedBy: "orders.id")
  }

  /// Every order of a spectrum with what came of it, without the spectrum itself.
  public func spectrumTrials() throws(StorageError) -> [Trial] {
    try trials(where: "orders.purpose = 'spectrum'", orderedBy: "orders.id")
  }

  /// The completed search evaluations that are best by the study's metric, best first.
  ///
  /// Equals come in the order in which they were proposed, which is how the ledger ranks them for
  /// the confirmation. A metric that is not a number is not among them.
  public func best(_ count: Int) throws(StorageError) -> [Trial] {
    let metric = try current().study.objective.metric
    guard let column = OutcomeColumns.column(of: metric) else { return [] }
    let order =
      switch metric.direction {
      case .largerIsBetter: "DESC"
      case .smallerIsBetter: "ASC"
      }
    return try trials(
      where: """
        orders.purpose = 'search' AND evaluations.outcome = 'completed' AND \(column) IS NOT NULL
        """,
      orderedBy: "\(column) \(order), orders.id", limit: count)
  }

  /// The confirmation's evaluations, candidate by candidate in the order in which they were chosen,
  /// and seed by seed.
  public func confirmation() throws(StorageError) -> [Trial] {
    try trials(
      where: "orders.purpose = 'confirmation'",
      orderedBy: """
        min(orders.id) OVER (PARTITION BY orders.key), orders.place, orders.id
        """)
  }

  private func trials(
    where condition: String, orderedBy order: String, limit: Int = -1
  ) throws(StorageError) -> [Trial] {
    let (number, path, version) = (number, path, version)
    return try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT \(OrderRow.columns(version)), \(OutcomeColumns.columns(version)),
            evaluations.attempt, \(EvaluationRow.reportColumns)
          FROM \(OrderRow.join)
          WHERE orders.study = ? AND (\(condition)) ORDER BY \(order) LIMIT ?
          """, arguments: [number, limit])
      var trials: [Trial] = []
      while let row = try rows.next() {
        var columns = ColumnReader(row, of: "order", path: path)
        let record = try OrderRow.record(&columns)
        columns.skip(to: row.count - EvaluationRow.reportColumnCount)
        let report = try EvaluationRow.report(&columns)
        var worker = report.worker
        if case .leased(let holder, _) = record.state { worker = holder }
        trials.append(
          Trial(
            order: record, worker: worker, startedAt: report.startedAt,
            finishedAt: report.finishedAt, provenance: report.provenance))
      }
      return trials
    }
  }
}
