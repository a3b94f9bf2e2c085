import ArgumentParser
import JSON
import Orders
import Reporting
import Storage
import Studies

/// `hillock search`: coordinator and local workers in one go.
struct Search: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Searches: a coordinator and local workers in one go; starts or continues.")

  @OptionGroup var options: StudyOptions
  @OptionGroup var team: LocalTeam
  @OptionGroup var output: FormatOption

  func run() async throws {
    let format = try output.resolved()
    _ = try team.address()
    let (study, yaml) = try options.resolved()
    if options.dryRun { return try options.rehearse(study, yaml: yaml, format) }
    let file = try options.open(study, yaml: yaml)
    let ending = try await team.run(
      study, file: file, command: "search", folders: options.folders)
    try StudyEnd(study: study, file: file, ending: ending).conclude(format)
  }
}

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
      reader: file.reader, ledger: file.path, yardstick: study.yardstick)
    switch format {
    case .table: try Console.print(report.text)
    case .json: try Console.print(report.json.description + "\n")
    case .csv:
      let trials = try file.reader.trials().map(\.record)
      try Console.print(
        TrialTable(trials, metric: study.study.objective.metric).table.csv)
    }
    try file.close()
  }
}
