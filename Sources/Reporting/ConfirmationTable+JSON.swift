import JSON
import Searching
import Studies

extension ConfirmationTable {
  /// The table for scripts: `reference` (a form or null), `level`, the `functions` in order and
  /// those that are `unconfirmed`.
  ///
  /// Each run has its `seed`, as text since JSON numbers lose digits beyond 2^53, and the
  /// metric's values, null when it was infeasible.
  public var json: JSON {
    [
      "reference": .text(orNull: reference?.function.form),
      "level": .number(Self.level),
      "functions": .list(rows.map(json)),
      "unconfirmed": .list(unconfirmed.map { .text($0) }),
    ]
  }

  private func json(_ row: Row) -> JSON {
    [
      "function": .text(row.function.form),
      "isBaseline": .flag(row.function.isBaseline),
      "isReference": .flag(row.isReference),
      "n": .whole(row.function.runs.count),
      "infeasible": .whole(row.infeasibleCount),
      "quarantined": .whole(row.function.quarantinedCount),
      "validationMean": .number(row.validation),
      "testMean": .number(row.test),
      "testDeviation": .number(orNull: row.deviation),
      "difference": .number(orNull: row.difference),
      "p": .number(orNull: row.p),
      "correctedP": .number(orNull: row.correctedP),
      "beats": .flag(row.beats),
      "runs": .list(
        row.function.runs.map { run in
          .object([
            .init("seed", .text("\(run.seed)")),
            .init(metric.key, .number(orNull: run.values?.validation)),
            .init(metric.testKey, .number(orNull: run.values?.test)),
          ])
        }),
    ]
  }
}
