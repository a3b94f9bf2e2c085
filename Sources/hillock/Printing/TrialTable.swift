import Studies

/// Evaluations as rows; made of their records, wherever those come from.
struct TrialTable {
  private(set) var table: Table

  /// Makes the table.
  ///
  /// - Parameters:
  ///   - records: as `trials` gives them.
  ///   - isBrief: leaves out what is the same for all of a study's best.
  init(_ records: [JSON], isBrief: Bool = false) {
    let columns = Self.columns.filter { !isBrief || $0.isBrief }
    table = Table(columns.map(\.column))
    for record in records { table.add(columns.map { $0.cell(record) }) }
  }

  private struct Column {
    let column: Table.Column
    let isBrief: Bool
    let cell: (JSON) -> Table.Cell
  }

  private static var columns: [Column] {
    [
      whole("order", isBrief: true), text("purpose"),
      text("function", isBrief: true), text("seed"),
      whole("fidelity", "epochs", isBrief: true), text("state", isBrief: true),
      number("validationAccuracy", "validation", isBrief: true),
      number("testAccuracy", "test"), number("seconds", decimals: 1, isBrief: true),
      text("worker", isBrief: true), whole("attempt"), text("reason"),
    ]
  }

  private static func text(
    _ key: String, _ heading: String? = nil, isBrief: Bool = false
  ) -> Column {
    Column(column: .text(key, heading), isBrief: isBrief) { .text($0.text(key) ?? "") }
  }

  private static func whole(
    _ key: String, _ heading: String? = nil, isBrief: Bool = false
  ) -> Column {
    Column(column: .number(key, heading), isBrief: isBrief) {
      .whole(Int($0.number(key) ?? 0))
    }
  }

  private static func number(
    _ key: String, _ heading: String? = nil, decimals: Int = 4, isBrief: Bool = false
  ) -> Column {
    Column(column: .number(key, heading), isBrief: isBrief) {
      .number($0.number(key), decimals: decimals)
    }
  }
}
