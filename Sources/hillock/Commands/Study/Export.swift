import Activations
import ArgumentParser
import Storage
import Studies

/// `hillock export`: a study's best function as code.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints a study's best function as code to paste into a program.",
    discussion: """
      The confirmed function with the best mean test accuracy; without a confirmation, the one \
      with the best validation accuracy. --rank 2 is the next one. For a function that you name, \
      see hillock activation --export.
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
    let json = try await source.ask("trials") { .list(try $0.trials().map(\.json)) }
    let functions = Ranking(try LedgerSource.records(json)).functions
    guard functions.count >= rank else {
      throw Failure(
        "cannot export function \(rank): the study has \(functions.count) functions so far")
    }
    let form = functions[rank - 1]
    let expression = try Expression(form)
    for language in languages { try Console.print(expression.code(in: language)) }
  }
}
