import ArgumentParser
import JSON
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
