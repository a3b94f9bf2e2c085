import Activations
import ArgumentParser
import Datasets
import Networks
import Storage
import Studies

/// `hillock export`: a study's best function as code.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints a study's best function as code to paste into a program.",
    discussion: """
      The first function of the confirmation table: the best mean test accuracy of all that were \
      confirmed, baselines among them. A line on standard error says so when nothing is shown to \
      beat the best baseline. --rank 2 is the next line of the table; after its last one, and \
      without a confirmation, functions come by validation accuracy. For a function that you \
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
    let json = try await source.ask("trials") { .list(try $0.trials().map(\.json)) }
    let status = try JSON(decoding: try await source.ask("status") { try $0.status().json })
    let ranking = Ranking(
      try LedgerSource.records(json), baselines: try Self.baselines(status),
      chance: try Self.chance(status))
    let functions = ranking.functions
    guard functions.count >= rank else {
      throw Failure(
        "cannot export function \(rank): the study has \(functions.count) functions so far")
    }
    let form = functions[rank - 1]
    if let doubt = ranking.doubt(about: form) { Console.note("note: \(doubt)") }
    let expression = try Expression(form)
    for language in languages { try Console.print(expression.code(in: language)) }
  }

  /// Class keys of the functions that a study wants to beat.
  private static func baselines(_ status: JSON) throws -> Set<String> {
    let texts = status.texts("baselines") + status.texts("against")
    return Set(try texts.map { try Expression($0).classKey.description })
  }

  /// The accuracy of guessing, from the study's network; a rehearsal has none.
  private static func chance(_ status: JSON) throws -> Double {
    guard let plan = status.text("plan") else {
      throw Failure(.refused, "the study's status says no network plan")
    }
    return plan.isEmpty ? Rehearsal.chance : 1 / Double(try NetworkPlan(text: plan).output.count)
  }
}
