import Foundation
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
