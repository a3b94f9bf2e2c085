import JSON
import Reporting
import Studies

/// How a replay came out.
struct ReplayReport {
  let study: Study
  let count: Int
  let differences: [Replay.Difference]

  func text(_ format: Format) -> String {
    switch format {
    case .json: json.description + "\n"
    case .csv: table.csv
    case .table: summary + (differences.isEmpty ? "" : table.text)
    }
  }

  private var summary: String {
    let same = count - differences.count
    return "\(study.name): \(same) of \(count) proposals come out as recorded"
      + " (policy \(study.search.policy.name.rawValue), journal intact)\n"
  }

  private var json: JSON {
    [
      "study": .text(study.name), "policy": .text(study.search.policy.name.rawValue),
      "proposals": .whole(count), "same": .whole(count - differences.count),
      "differences": .list(
        differences.map { one in
          [
            "proposal": .whole(one.number), "function": .text(one.function),
            "prediction": .number(orNull: one.prediction),
            "uncertainty": .number(orNull: one.uncertainty),
            "recomputedFunction": .text(one.recomputed.function),
            "recomputedPrediction": .number(orNull: one.recomputed.prediction),
            "recomputedUncertainty": .number(orNull: one.recomputed.uncertainty),
          ]
        }),
    ]
  }

  private var table: Table {
    var table = Table([
      .number("proposal"), .text("function"), .number("prediction"), .number("uncertainty"),
      .text("recomputedFunction", "recomputed"), .number("recomputedPrediction", "prediction"),
      .number("recomputedUncertainty", "uncertainty"),
    ])
    for one in differences {
      table.add([
        .whole(one.number), .text(one.function), .number(one.prediction, decimals: 6),
        .number(one.uncertainty, decimals: 6), .text(one.recomputed.function),
        .number(one.recomputed.prediction, decimals: 6),
        .number(one.recomputed.uncertainty, decimals: 6),
      ])
    }
    return table
  }
}
