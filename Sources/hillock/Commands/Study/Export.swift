import Activations
import ArgumentParser
import Orders
import Storage
import Studies

/// `hillock export`: a study's best function as code.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints a study's best function as code to paste into a program.",
    discussion: """
      The best function by validation accuracy; --rank 2 is the next one. For a function that you \
      name, see hillock activation --export.
      """)

  @Option(
    name: .customLong("language"),
    help: ArgumentHelp(
      "One or more of \(CodeLanguage.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "languages"))
  var languages = "pytorch"

  @Option(help: "Which of the best functions, from 1.")
  var rank = 1

  @OptionGroup var source: LedgerSource

  func validate() throws {
    guard (1...1_000_000).contains(rank) else {
      throw ValidationError("--rank is \(rank); expected 1 to 1000000")
    }
  }

  func run() async throws {
    let languages = try Activation.languages(languages, flag: "--language")
    let json = try await source.ask("best", [.init(key: "count", value: "\(rank)")]) {
      .list(try $0.best(rank).map(\.json))
    }
    let records = try LedgerSource.records(json)
    guard records.count >= rank, let form = records[rank - 1].text("candidate") else {
      throw Failure(
        "cannot export function \(rank): the study has \(records.count) completed evaluations")
    }
    let expression = try Expression(form)
    for language in languages { Console.print(expression.code(in: language)) }
  }
}
