import ArgumentParser
import Coordination
import Orders
import Searching
import Storage
import Studies

/// `hillock replay`: proves that a study's proposals follow from what was known.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Recomputes every proposal of a study from its basis, and compares.",
    discussion: """
      Each proposal in the ledger names the journal entry up to which results were known. From \
      these results the policy is asked again; function, prediction and uncertainty must come out \
      the same, bit for bit. The journal's checksums are verified first, and that functions and \
      results are those it tells of. Exit code 4 when anything differs.
      """)

  @Argument(help: "The study's ledger.")
  var ledger: String

  @OptionGroup var output: FormatOption

  func run() throws {
    let format = try output.resolved()
    let reader = try LedgerReader.open(at: ledger)
    if let sequence = try reader.verifyJournal() {
      throw Failure(
        .failed, "\(ledger): journal entry \(sequence) is missing or not as it was written")
    }
    let recorded = try RecordedStudy(reader, path: ledger)
    if let contradiction = recorded.contradictions.first {
      throw Failure(.failed, "\(ledger): \(contradiction)")
    }
    let interruption = Interruption()
    let proposals = recorded.history.proposals
    let progress = Progress(total: max(1, proposals.count))
    var differences: [Difference] = []
    for (index, proposal) in proposals.enumerated() {
      guard !interruption.isRequested else { throw ExitStatus.interrupted }
      let choice = recorded.policy.choose(recorded.history.inquiry(at: index))
      if let difference = Difference(proposal, choice) { differences.append(difference) }
      if Console.isTerminal || (index + 1).isMultiple(of: 100) {
        progress.report(index + 1, proposal.candidate.form)
      }
    }
    progress.finish()
    try Console.print(report(recorded, differences).text(format))
    guard differences.isEmpty else { throw ExitStatus.failed }
  }

  private func report(_ recorded: RecordedStudy, _ differences: [Difference]) -> ReplayReport {
    ReplayReport(
      study: recorded.study, count: recorded.history.proposals.count, differences: differences)
  }

  /// A proposal that comes out otherwise.
  struct Difference {
    let number: Int
    let function: String
    let prediction: Double?
    let uncertainty: Double?
    /// What the policy says now.
    let recomputed: (function: String, prediction: Double?, uncertainty: Double?)

    /// Compares a proposal with a choice; nil when they agree.
    init?(_ proposal: Proposal, _ choice: Choice?) {
      let isSame =
        choice?.candidate.key == proposal.candidate.key
        && choice?.candidate.form == proposal.candidate.form
        && Self.agree(choice?.prediction, proposal.prediction)
        // Programs before the first with spectra recorded predictions without uncertainties.
        && (proposal.uncertainty == nil || Self.agree(choice?.uncertainty, proposal.uncertainty))
      guard !isSame else { return nil }
      number = proposal.number
      function = proposal.candidate.form
      prediction = proposal.prediction
      uncertainty = proposal.uncertainty
      recomputed = (
        choice?.candidate.form ?? "nothing", choice?.prediction, choice?.uncertainty
      )
    }

    private static func agree(_ one: Double?, _ other: Double?) -> Bool {
      one?.bitPattern == other?.bitPattern
    }
  }
}
