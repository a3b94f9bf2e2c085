import Searching
import Studies

/// A study's functions from its records, best first.
///
/// Those that were confirmed come first, as in the confirmation table: by their mean test accuracy,
/// baselines among them. Then come the others by validation accuracy.
struct Ranking {
  let functions: [String]
  let confirmation: ConfirmationTable?

  /// Ranks functions.
  ///
  /// - Parameters:
  ///   - records: as `trials` gives them.
  ///   - baselines: class keys of the functions to beat.
  ///   - chance: the accuracy of guessing.
  init(_ records: [JSON], baselines: Set<String>, chance: Double) {
    confirmation = ConfirmationTable(records, baselines: baselines, chance: chance)
    let confirmed = confirmation?.rows.map(\.function.form) ?? []
    let searched = records.compactMap { record -> (function: String, accuracy: Double)? in
      guard record.text("purpose") == "search", let function = record.text("function"),
        let accuracy = record.number("validationAccuracy")
      else { return nil }
      return (function, accuracy)
    }
    let others = searched.enumerated()
      .sorted { ($1.element.accuracy, $0.offset) < ($0.element.accuracy, $1.offset) }
      .map(\.element.function)
    functions = confirmed + others.filter { !confirmed.contains($0) }
  }

  /// What is to be said beside a function; nil where it is shown to be better, or nothing was
  /// confirmed.
  func doubt(about function: String) -> String? {
    confirmation?.doubt(about: confirmation?.rows.first { $0.function.form == function })
  }
}
