import Activations
import Orders
import Searching
import Storage
import Studies

extension ConfirmationTable {
  /// The table of a study's confirmation; nil where nothing is confirmed.
  ///
  /// - Parameters:
  ///   - trials: the study's; what is no finished confirmation is left out.
  ///   - yardstick: what they are compared by.
  public init?(_ trials: [TrialRecord], by yardstick: Yardstick) {
    var order: [ClassKey] = []
    var forms: [ClassKey: String] = [:]
    var runs: [ClassKey: [ConfirmationRun]] = [:]
    var quarantined: [ClassKey: Int] = [:]
    for trial in trials where trial.purpose == .confirmation {
      guard let key = trial.candidate, let form = trial.function else { continue }
      switch trial.state {
      case .completed, .infeasible:
        runs[key, default: []].append(
          ConfirmationRun(
            seed: trial.seed,
            values: trial.metrics.map { Self.values(of: $0, by: yardstick.metric) }))
      case .quarantined: quarantined[key, default: 0] += 1
      case .waiting, .running, .failed, .cancelled: continue
      }
      if forms[key] == nil { order.append(key) }
      forms[key] = form
    }
    guard !order.isEmpty else { return nil }
    self.init(
      order.map { key in
        ConfirmedFunction(
          form: forms[key] ?? key.description, isBaseline: yardstick.baselines.contains(key),
          runs: runs[key] ?? [], quarantinedCount: quarantined[key] ?? 0)
      }, metric: yardstick.metric, chance: yardstick.chance)
  }

  /// What a run measured; what is not finite is not a number, as a coordinator's answer has it.
  private static func values(of metrics: Metrics, by metric: Metric) -> ConfirmationRun.Values {
    func measured(_ value: Double?) -> Double { value.flatMap { $0.isFinite ? $0 : nil } ?? .nan }
    return .init(
      validation: measured(metric.value(of: metrics)), test: measured(metric.testValue(of: metrics))
    )
  }

  /// What is said where no function, or not this one, is shown to beat the best baseline; nil
  /// where it is, and without a baseline.
  public func doubt(about row: Row?) -> String? {
    guard let reference = reference?.function.form else { return nil }
    guard rows.contains(where: \.beats) else { return "no function is shown to beat \(reference)" }
    guard let row, !row.beats else { return nil }
    return "\(row.function.form) is not shown to beat \(reference)"
  }
}
