import Activations
import Surrogates

extension CandidateSpace {
  /// The classes of a table under their forms.
  ///
  /// - Parameters:
  ///   - table: the space's classes with their outputs on the probe.
  ///   - baselines: functions of the table, evaluated first in this order.
  public init(table: ClassTable, baselines: [Expression]) {
    self.init(
      forms: table.classes.formTexts, isFinite: table.classes.isFinite,
      baselines: baselines.map { baseline in
        guard let index = table.class(of: baseline) else {
          preconditionFailure("the baseline \(baseline) is not in the table it belongs to")
        }
        return index
      },
      outputs: Features(
        width: Probe.count, in: TableOutputs(table: table), columnOrder: Probe.ascending))
  }

  /// The outputs where the table has them: in memory or in its file.
  private struct TableOutputs: FeatureStore {
    let table: ClassTable

    func withValues<R, Failure: Error>(
      _ body: (Span<Float>) throws(Failure) -> R
    ) throws(Failure) -> R {
      try table.withOutputs(body)
    }
  }
}
