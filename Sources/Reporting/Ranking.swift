import Orders
import Searching
import Storage
import Studies

/// A study's functions by its trials, best first.
///
/// Those that were confirmed come first, as in the confirmation table: by their mean on the test
/// data, baselines among them. Then come the others as the search found them.
public struct Ranking: Sendable {
  public let functions: [String]
  public let confirmation: ConfirmationTable?

  public init(_ trials: [TrialRecord], by yardstick: Yardstick) {
    // Those of other epochs were confirmed before the study was changed.
    let epochs =
      yardstick.confirmationEpochs ?? trials.first { $0.purpose == .search }?.fidelity
    confirmation = ConfirmationTable(
      trials.filter { $0.purpose == .confirmation && $0.fidelity == epochs }, by: yardstick)
    let confirmed = confirmation?.rows.map(\.function.form) ?? []
    let searched = trials.compactMap { trial -> (function: String, value: Double)? in
      guard trial.purpose == .search, let function = trial.function,
        let value = trial.metrics.flatMap(yardstick.metric.value), value.isFinite
      else { return nil }
      return (function, value)
    }
    let others = yardstick.metric.ranked(searched, by: \.value).map(\.function)
    functions = confirmed + others.filter { !confirmed.contains($0) }
  }

  /// What is to be said beside a function; nil where it is shown to be better, or nothing was
  /// confirmed.
  public func doubt(about function: String) -> String? {
    confirmation?.doubt(about: confirmation?.rows.first { $0.function.form == function })
  }
}
