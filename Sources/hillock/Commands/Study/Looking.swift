import ArgumentParser
import JSON
import Orders
import Reporting
import Storage
import Studies

/// `hillock status`: where a study stands.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Says where a study stands.")

  @OptionGroup var source: LedgerSource
  @OptionGroup var output: FormatOption

  func run() async throws {
    let format = try output.resolved()
    let json = try await source.ask("status") { try $0.status().json }
    guard format != .json else { return try Console.print(json + "\n") }
    let table = StatusTable(try JSON(reading: json), isBrief: format == .table).table
    try Console.print(format == .csv ? table.csv : table.text)
  }
}

/// `hillock best`: the best functions so far.
struct Best: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists a study's best functions by its metric.")

  @Option(
    parsing: .unconditional, help: "How many. (default: 10)",
    transform: OptionValue.whole(in: 1...1_000_000))
  var count = 10

  @OptionGroup var source: LedgerSource
  @OptionGroup var output: FormatOption

  func run() async throws {
    let format = try output.resolved()
    try await source.printTrials(
      "best", [Tag(key: "count", value: "\(count)")], as: format, isBrief: true
    ) { try $0.best(count) }
  }
}

/// `hillock trials`: every evaluation of a study.
struct Trials: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists every evaluation of a study.")

  @Flag(help: "The orders of spectra instead, which are no evaluations.")
  var spectra = false

  @OptionGroup var source: LedgerSource
  @OptionGroup var output: FormatOption

  func run() async throws {
    let format = try output.resolved()
    try await source.printTrials(spectra ? "spectra" : "trials", as: format) {
      try spectra ? $0.spectrumTrials() : $0.trials()
    }
  }
}

extension LedgerSource {
  /// Prints the trials that a coordinator or a file answers with, briefly those of a study's best.
  ///
  /// JSON is printed as a coordinator gives it, so that what a later version says is not lost.
  func printTrials(
    _ command: String, _ arguments: [Tag] = [], as format: Format, isBrief: Bool = false,
    file: (LedgerReader) throws -> [Trial]
  ) async throws {
    switch format {
    case .json:
      try Console.print(
        try await ask(command, arguments) { .list(try file($0).map(\.json)) } + "\n")
    case .table:
      let trials = try await trials(command, arguments, file: file)
      let table = TrialTable(trials, metric: try await metric(), isBrief: isBrief).table
      try Console.print(table.text)
    case .csv:
      let trials = try await trials(command, arguments, file: file)
      try Console.print(TrialTable(trials, metric: try await metric()).table.csv)
    }
  }
}
