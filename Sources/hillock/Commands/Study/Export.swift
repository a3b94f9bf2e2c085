import Activations
import ArgumentParser
import JSON
import Reporting
import Storage

/// `hillock export`: a study's best function as code.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints a study's best function as code to paste into a program.",
    discussion: """
      The first function of the confirmation table: the best mean test accuracy of all that were \
      confirmed, baselines among them. A line on standard error says so when nothing is shown to \
      beat the best baseline. --rank 2 is the next line of the table; after its last one, and \
      without a confirmation, functions come by the study's metric. For a function that you \
      name, see hillock activation --export.
      """)

  @Option(
    name: .customLong("language"),
    help: ArgumentHelp(
      "One or more of \(CodeLanguage.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "languages"))
  var languages = "pytorch"

  @Option(
    parsing: .unconditional, help: "Which line of the confirmation table. (default: 1)",
    transform: OptionValue.whole(in: 1...1_000_000))
  var rank = 1

  @OptionGroup var source: LedgerSource

  func run() async throws {
    let languages = try Activation.languages(languages, flag: "--language")
    let trials = try await source.trials("trials") { try $0.trials() }
    let status = try JSON(reading: try await source.ask("status") { try $0.status().json })
    let yardstick = try Yardstick(status)
    let ranking = Ranking(trials, by: yardstick)
    let functions = ranking.functions
    guard functions.count >= rank else {
      throw Failure(
        "cannot export function \(rank): the study has \(functions.count) functions so far")
    }
    let form = functions[rank - 1]
    if yardstick.isRehearsal {
      Console.note("note: nothing was trained: this function led by made-up numbers")
    }
    if let doubt = ranking.doubt(about: form) { Console.note("note: \(doubt)") }
    let expression = try Expression(form)
    for language in languages { try Console.print(expression.code(in: language)) }
  }
}
