import Activations
import ArgumentParser
import Coordination
import Orders
import Reporting
import Searching
import Storage
import Studies

/// `hillock explain`: why a function was proposed, or was not.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what a study knows and expects of a function.",
    discussion: """
      Shows the function's results and its proposal, what the policy expects of it from all other \
      results, the nearest evaluated functions, and its place on the map. --at-proposal goes back \
      to what was known when it was proposed. --plot draws the map.
      """)

  @Argument(
    help: "A function, or any expression equal to it; - reads it from standard input.")
  var candidate: String

  @Flag(help: "As things stood when the function was proposed.")
  var atProposal = false

  @Option(help: ArgumentHelp("Draw the map of functions into an SVG file.", valueName: "file"))
  var plot: String?

  @Option(help: "The study's ledger; HILLOCK_LEDGER otherwise, or the only one in this folder.")
  var ledger: String?

  @OptionGroup var output: FormatOption

  func run() throws {
    let format = try output.resolved()
    let expression = try ExpressionArgument.read(candidate)
    let path = try LedgerSource.path(ledger)
    let recorded = try RecordedStudy(try LedgerReader.open(at: path), path: path)
    guard let candidate = recorded.candidate(of: expression) else {
      throw Failure("\(path): \(expression) is in no class of the study's space")
    }
    let place = recorded.history.proposals.firstIndex { $0.candidate.key == candidate.key }
    if atProposal, place == nil {
      throw Failure("\(path): \(expression) was not proposed; leave --at-proposal out")
    }
    let inquiry =
      atProposal
      ? place.map(recorded.history.inquiry) : recorded.history.next(at: recorded.sequence)
    guard let inquiry else { return }
    let report = ExplainReport(
      recorded: recorded, candidate: candidate, inquiry: inquiry,
      proposal: place.map { recorded.history.proposals[$0] },
      explanation: recorded.policy.explain(candidate.key, inquiry))
    if let plot {
      guard let map = recorded.map(marking: candidate, inquiry: inquiry) else {
        throw Failure(
          "\(path): this study has no map; expected the policy 'aquasurf' with 'map: embedding' "
            + "(it has '\(recorded.study.search.policy.name.rawValue)'"
            + (recorded.study.search.surrogate.map { " with 'map: \($0.map.rawValue)'" } ?? "")
            + ")")
      }
      try TextFile.write(map.text, to: plot, as: "plot")
      Console.note("map written to \(plot)")
    }
    try Console.print(report.text(format))
  }
}
