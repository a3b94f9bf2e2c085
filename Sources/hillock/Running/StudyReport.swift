import Activations
import Orders
import Searching
import Storage
import Studies

/// What a finished study has to show: its best functions, and what confirmation made of them.
struct StudyReport {
  let name: String
  let ledger: String
  let status: StudyStatus
  let best: [Trial]
  let confirmation: ConfirmationTable?

  /// Reads the report from a ledger.
  ///
  /// - Parameters:
  ///   - reader: reads the ledger.
  ///   - ledger: its path.
  ///   - chance: the accuracy of guessing, which infeasible runs count with.
  ///   - baselines: the functions to beat.
  /// - Throws: what keeps the ledger from being read.
  init(reader: LedgerReader, ledger: String, chance: Double, baselines: [Candidate]) throws {
    self.ledger = ledger
    status = try reader.status()
    name = status.study.study.name
    best = try reader.best(10)
    let keys = Set(baselines.map(\.key.description))
    let epochs = status.study.study.confirmationEpochs
    // Those of other epochs were confirmed before the study was changed.
    let confirmations = try reader.confirmation().filter { $0.order.evaluation.fidelity == epochs }
    confirmation = ConfirmationTable(
      confirmations.map(\.json), baselines: keys, chance: chance)
  }

  /// The report for a person.
  var text: String {
    var text =
      "\(name): \(status.search.settled) evaluations, "
      + "\(status.search.infeasible) of them infeasible; ledger \(ledger)\n\n"
    if status.study.study.objective.rehearsal != nil {
      text += "A rehearsal: nothing was trained, and every number below is made up.\n\n"
    }
    text +=
      "Best by validation accuracy, one seed:\n"
      + TrialTable(best.map(\.json), isBrief: true).table.text
    guard let confirmation else { return text }
    let epochs = status.study.study.confirmation.epochs.map { " by \($0) epochs" } ?? ""
    text += "\nConfirmed on fresh seeds\(epochs), test accuracy:\n" + confirmation.text
    let winners = confirmation.rows.filter(\.beats)
    let reference = confirmation.reference?.function.form ?? "the baselines"
    text +=
      winners.isEmpty
      ? "\nNo function is shown to beat \(reference).\n"
      : "\n\(winners[0].function.form) beats \(reference).\n"
    return text
  }

  var json: JSON {
    [
      "study": .text(name), "ledger": .text(ledger), "status": status.json,
      "best": .list(best.map(\.json)), "confirmation": confirmation?.json ?? .null,
    ]
  }
}
