import JSON
import Orders
import Searching
import Storage
import Studies

/// What a finished study has to show: its best functions, and what confirmation made of them.
public struct StudyReport: Sendable {
  public let name: String
  /// The ledger's path.
  public let ledger: String
  public let status: StudyStatus
  public let best: [TrialRecord]
  public let confirmation: ConfirmationTable?

  /// Reads the report from a ledger.
  ///
  /// - Parameters:
  ///   - reader: reads the ledger.
  ///   - ledger: its path.
  ///   - yardstick: what functions are compared by.
  /// - Throws: what keeps the ledger from being read.
  public init(reader: LedgerReader, ledger: String, yardstick: Yardstick) throws {
    self.ledger = ledger
    status = try reader.status()
    name = status.study.study.name
    best = try reader.best(10).map(\.record)
    let epochs = status.study.study.confirmationEpochs
    // Those of other epochs were confirmed before the study was changed.
    let confirmations = try reader.confirmation().map(\.record).filter { $0.fidelity == epochs }
    confirmation = ConfirmationTable(confirmations, by: yardstick)
  }

  private var metric: Metric { status.study.study.objective.metric }

  /// The report for a person.
  public var text: String {
    var text =
      "\(name): \(status.search.settled) evaluations, "
      + "\(status.search.infeasible) of them infeasible; ledger \(ledger)\n\n"
    if status.study.study.objective.rehearsal != nil {
      text += "A rehearsal: nothing was trained, and every number below is made up.\n\n"
    }
    text +=
      "Best by \(metric.title), one seed:\n"
      + TrialTable(best, metric: metric, isBrief: true).table.text
    guard let confirmation else { return text }
    let epochs = status.study.study.confirmation.epochs.map { " by \($0) epochs" } ?? ""
    text += "\nConfirmed on fresh seeds\(epochs), \(metric.testTitle):\n" + confirmation.text
    let winners = confirmation.rows.filter(\.beats)
    let reference = confirmation.reference?.function.form ?? "the baselines"
    text +=
      winners.isEmpty
      ? "\nNo function is shown to beat \(reference).\n"
      : "\n\(winners[0].function.form) beats \(reference).\n"
    return text
  }

  /// The report for scripts.
  public var json: JSON {
    [
      "study": .text(name), "ledger": .text(ledger), "status": status.json,
      "best": .list(best.map(\.json)), "confirmation": confirmation?.json ?? .null,
    ]
  }
}
