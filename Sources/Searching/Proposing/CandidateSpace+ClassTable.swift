import Activations
import Surrogates

extension CandidateSpace {
  /// The classes of a table under their forms.
  ///
  /// - Parameters:
  ///   - table: the space's classes with their outputs on the probe.
  ///   - baselines: functions of the table, evaluated first in this order.
  public init(table: ClassTable, baselines: [Expression]) {
    let values = table.withOutputs { outputs in outputs.indices.map { outputs[$0] } }
    self.init(
      forms: table.classes.map(\.form.description), isFinite: table.classes.map(\.isFinite),
      baselines: baselines.map { baseline in
        guard let index = table.class(of: baseline) else {
          preconditionFailure("the baseline \(baseline) is not in the table it belongs to")
        }
        return index
      },
      outputs: Features(width: Probe.count, values: values))
  }
}
