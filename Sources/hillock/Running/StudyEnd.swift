import Orders
import Storage
import Studies

/// What a command says and returns when its study has ended.
struct StudyEnd {
  let study: ResolvedStudy
  let file: LedgerFile
  /// Nil when it was interrupted.
  let ending: Ending?

  /// Prints the report, or why there is none.
  ///
  /// - Throws: what the exit code follows from.
  func conclude(_ format: Format) throws {
    guard let ending else {
      Console.note("interrupted; the same command continues with \(file.path)")
      try file.close()
      throw ExitStatus.interrupted
    }
    if let failure = ending.failure { throw failure }
    let report = try StudyReport(
      reader: file.reader, ledger: file.path, chance: study.chance,
      baselines: study.references)
    switch format {
    case .table: try Console.print(report.text)
    case .json: try Console.print(report.json.description + "\n")
    case .csv: try Console.print(TrialTable(try file.reader.trials().map(\.json)).table.csv)
    }
    try file.close()
  }
}
