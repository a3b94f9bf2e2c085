import Studies

/// Evaluations as rows; made of their records, wherever those come from.
struct TrialTable {
  private(set) var table = Table([
    .number("order"), .text("purpose"), .text("candidate", "function"), .text("seed"),
    .number("fidelity", "epochs"), .text("state"),
    .number("validationAccuracy", "validation"), .number("testAccuracy", "test"),
    .number("seconds"), .text("worker"), .number("attempt"), .text("reason"),
  ])

  init(_ records: [JSON]) {
    for record in records {
      let seed = record.text("seed") ?? ""
      table.add([
        .whole(Int(record.number("order") ?? 0)), .text(record.text("purpose") ?? ""),
        .text(record.text("candidate") ?? ""),
        Table.Cell(shown: String(seed.prefix(6)), value: seed),
        .whole(Int(record.number("fidelity") ?? 0)), .text(record.text("state") ?? ""),
        .number(record.number("validationAccuracy")), .number(record.number("testAccuracy")),
        .number(record.number("seconds"), decimals: 1), .text(record.text("worker") ?? "-"),
        .whole(Int(record.number("attempt") ?? 0)), .text(record.text("reason") ?? ""),
      ])
    }
  }
}
