import Foundation
import Studies

extension ConfirmationTable {
  /// The table for a terminal: a heading, one line a function, and what the verdicts mean.
  ///
  /// Columns are aligned and two spaces apart; no line ends in a space. Accuracies have four
  /// decimals; runs that could not be trained follow their number in brackets.
  public var text: String {
    let heading = [
      "function", "n", "validation", "test mean ± sd", "difference", "p (Holm)", "verdict",
    ]
    let lines = [heading] + rows.map(cells)
    let widths = heading.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    var text = ""
    for line in lines {
      var printed = ""
      for (column, cell) in line.enumerated() {
        let gap = String(repeating: " ", count: widths[column] - cell.count)
        // Words lean left, numbers right.
        switch column {
        case 0: printed += cell + gap
        case line.count - 1: printed += "  " + cell
        default: printed += "  " + gap + cell
        }
      }
      text += printed + "\n"
    }
    return text + explanation
  }

  private func cells(_ row: Row) -> [String] {
    let remarks = [
      (row.infeasibleCount, "infeasible"), (row.function.quarantinedCount, "quarantined"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return [
      row.function.form,
      "\(row.function.runs.count)"
        + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))"),
      decimals(row.validation),
      decimals(row.test) + (row.deviation.map { " ± " + decimals($0) } ?? ""),
      row.difference.map { String(format: "%+.4f", $0) } ?? "",
      row.correctedP.map { $0 < 0.0001 ? "< 0.0001" : decimals($0) } ?? "",
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

  private func decimals(_ value: Double) -> String { String(format: "%.4f", value) }
}
