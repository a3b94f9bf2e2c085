import ArgumentParser
import Storage
import Studies

/// `hillock trials`: every evaluation of a study.
struct Trials: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists every evaluation of a study.")

  @Flag(help: "The orders of spectra instead, which are no evaluations.")
  var spectra = false

  @OptionGroup var source: LedgerSource
  @OptionGroup var output: FormatOption

  func run() async throws {
    let format = try output.resolved()
    let json = try await source.ask(spectra ? "spectra" : "trials") {
      .list(try spectra ? $0.spectrumTrials().map(\.json) : $0.trials().map(\.json))
    }
    try Trials.print(json, format)
  }

  /// Prints records in the format asked for.
  static func print(_ json: String, _ format: Format, isBrief: Bool = false) throws {
    switch format {
    case .json: try Console.print(json + "\n")
    case .table:
      try Console.print(TrialTable(try LedgerSource.records(json), isBrief: isBrief).table.text)
    case .csv: try Console.print(TrialTable(try LedgerSource.records(json)).table.csv)
    }
  }
}
