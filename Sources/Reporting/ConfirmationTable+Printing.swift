import Foundation
import JSON
import Searching
import Studies

extension ConfirmationTable {
  /// The table for a terminal: a heading, one line a function, and what the verdicts mean.
  ///
  /// Columns are aligned and two spaces apart; no line ends in a space. Accuracies have four
  /// decimals; runs that could not be trained follow their number in brackets.
  public var text: String {
    var table = Table([
      .text("function"), .number("n"), .number("validation"), .number("test mean ± sd"),
      .number("difference"), .number("p (Holm)"), .text("verdict"),
    ])
    for row in rows { table.add(cells(row).map { .text($0) }) }
    return table.text + explanation
  }

  private func cells(_ row: Row) -> [String] {
    let remarks = [
      (row.infeasibleCount, "infeasible"), (row.function.quarantinedCount, "quarantined"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return [
      row.function.form,
      "\(row.function.runs.count)"
        + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))"),
      row.validation.fixed(4),
      row.test.fixed(4) + (row.deviation.map { " ± " + $0.fixed(4) } ?? ""),
      row.difference.map { String(format: "%+.4f", $0) } ?? "",
      row.correctedP.map { $0 < 0.0001 ? "< 0.0001" : $0.fixed(4) } ?? "",
      verdict(row),
    ]
  }

  private func verdict(_ row: Row) -> String {
    if row.isReference { return "reference" }
    if row.function.isBaseline { return "baseline" }
    return row.beats ? "beats the reference" : "not shown better"
  }

  private var explanation: String {
    var text = ""
    if let reference {
      let count = rows.count { $0.correctedP != nil }
      text += "reference: \(reference.function.form), the best baseline on validation; "
      text +=
        count == 0
        ? "no other function was confirmed, so nothing is tested\n"
        : """
        beats: one-sided Welch test on \(metric.testTitle), p < \(Self.level) \
        after Holm's correction over \(count) \(count == 1 ? "function" : "functions")\n
        """
    }
    if rows.contains(where: { $0.infeasibleCount > 0 }) {
      text += "infeasible runs could not be trained and count as chance level\n"
    }
    if rows.contains(where: { $0.function.quarantinedCount > 0 }) {
      text += "quarantined runs failed with the machinery and count in nothing\n"
    }
    for form in unconfirmed {
      text += "\(form) is not confirmed: all its runs failed with the machinery\n"
    }
    if let reference, reference.deviation == 0,
      rows.contains(where: { $0.beats && $0.deviation == 0 })
    {
      text += "without any spread between runs a test says little: take more seeds\n"
    }
    return text
  }
}

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
