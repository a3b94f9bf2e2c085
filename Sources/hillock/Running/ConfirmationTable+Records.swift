import Searching
import Studies

extension ConfirmationTable {
  /// The table of a confirmation, from its records, wherever those come from; nil where nothing is
  /// confirmed.
  ///
  /// - Parameters:
  ///   - records: as `trials` gives them; what is no finished confirmation is left out.
  ///   - baselines: class keys of the functions to beat.
  ///   - chance: the accuracy of guessing, which infeasible runs count with.
  init?(_ records: [JSON], baselines: Set<String>, chance: Double) {
    var order: [String] = []
    var forms: [String: String] = [:]
    var runs: [String: [ConfirmationRun]] = [:]
    var quarantined: [String: Int] = [:]
    for record in records where record.text("purpose") == "confirmation" {
      guard let key = record.text("candidate"), let form = record.text("function"),
        let seed = record.text("seed").flatMap({ UInt64($0) })
      else { continue }
      var values: ConfirmationRun.Values?
      var isGivenUp = false
      switch record.text("state") {
      case "completed":
        // Null stands for what is not finite; it was measured all the same.
        values = .init(
          validation: record.number("validationAccuracy") ?? .nan,
          test: record.number("testAccuracy") ?? .nan)
      case "infeasible": break
      case "quarantined": isGivenUp = true
      default: continue
      }
      if forms[key] == nil { order.append(key) }
      forms[key] = form
      if isGivenUp {
        quarantined[key, default: 0] += 1
      } else {
        runs[key, default: []].append(ConfirmationRun(seed: seed, values: values))
      }
    }
    guard !order.isEmpty else { return nil }
    self.init(
      order.map { key in
        ConfirmedFunction(
          form: forms[key] ?? key, isBaseline: baselines.contains(key), runs: runs[key] ?? [],
          quarantinedCount: quarantined[key] ?? 0)
      }, chance: chance)
  }

  /// What is said where no function, or not this one, is shown to beat the best baseline; nil
  /// where it is, and without a baseline.
  func doubt(about row: Row?) -> String? {
    guard let reference = reference?.function.form else { return nil }
    guard rows.contains(where: \.beats) else { return "no function is shown to beat \(reference)" }
    guard let row, !row.beats else { return nil }
    return "\(row.function.form) is not shown to beat \(reference)"
  }
}
