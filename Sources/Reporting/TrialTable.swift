import Orders
import Storage
import Studies

/// Trials as rows.
public struct TrialTable: Sendable {
  public private(set) var table: Table

  /// Makes the table.
  ///
  /// - Parameters:
  ///   - trials: one a row, in this order.
  ///   - metric: the study's, of which the values are shown.
  ///   - isBrief: leaves out what is the same for all of a study's best.
  public init(
    _ trials: [TrialRecord], metric: Metric = .validationAccuracy, isBrief: Bool = false
  ) {
    let columns = Self.columns(metric).filter { !isBrief || $0.isBrief }
    table = Table(columns.map(\.column))
    for trial in trials { table.add(columns.map { $0.cell(trial) }) }
  }

  private struct Column {
    let column: Table.Column
    /// Whether it is there in a brief table too.
    let isBrief: Bool
    let cell: (TrialRecord) -> Table.Cell

    init(
      _ column: Table.Column, isBrief: Bool = false, _ cell: @escaping (TrialRecord) -> Table.Cell
    ) {
      self.column = column
      self.isBrief = isBrief
      self.cell = cell
    }
  }

  private static func columns(_ metric: Metric) -> [Column] {
    [
      Column(.number("order"), isBrief: true) { .whole(Int($0.order)) },
      Column(.text("purpose")) { .text($0.purpose.rawValue) },
      Column(.text("function"), isBrief: true) { .text($0.function ?? "") },
      Column(.text("seed")) { .text(String($0.seed)) },
      Column(.number("fidelity", "epochs"), isBrief: true) { .whole($0.fidelity) },
      Column(.text("state"), isBrief: true) { .text($0.state.rawValue) },
      Column(.number(metric.key, "validation"), isBrief: true) {
        .number($0.metrics.flatMap(metric.value))
      },
      Column(.number(metric.testKey, "test")) { .number($0.metrics.flatMap(metric.testValue)) },
      Column(.number("seconds"), isBrief: true) { .number($0.seconds, decimals: 1) },
      Column(.text("worker"), isBrief: true) { .text($0.worker ?? "") },
      Column(.number("attempt")) { .whole($0.attempt) },
      Column(.text("reason")) { .text($0.reason ?? "") },
    ]
  }
}
