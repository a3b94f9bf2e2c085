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
    let json = try await source.ask("best", [Tag(key: "count", value: "\(count)")]) {
      .list(try $0.best(count).map(\.json))
    }
    try Trials.print(json, format, isBrief: true)
  }
}
