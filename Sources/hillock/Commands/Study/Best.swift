import JSON
import Storage
import ArgumentParser
import Orders
import Studies

/// `hillock best`: the best functions so far.
struct Best: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists a study's best functions by validation accuracy.")

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
