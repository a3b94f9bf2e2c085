import Activations
import JSON
import Reporting
import Studies

/// What `hillock space` prints.
struct SpaceReport {
  let table: ClassTable
  let listsClasses: Bool

  func text(_ format: Format) -> String {
    switch format {
    case .table: listsClasses ? classes.text + "\n" + counts.text : counts.text
    case .csv: listsClasses ? classes.csv : counts.csv
    case .json: json.description + "\n"
    }
  }

  private var counts: Table {
    var counts = Table([
      .text("schema"), .number("expressions"), .number("classes"),
      .number("finiteClasses", "finite classes"),
    ])
    for count in table.schemas {
      counts.add([
        .text(count.schema.description), .whole(count.expressionCount), .whole(count.classCount),
        .whole(count.finiteClassCount),
      ])
    }
    counts.add([
      .text("total"), .whole(table.expressionCount), .whole(table.classes.count),
      .whole(table.finiteClassCount),
    ])
    return counts
  }

  private var classes: Table {
    var classes = Table([
      .text("key"), .text("representative"), .text("form"), .text("finite"), .number("members"),
    ])
    for entry in table.classes {
      classes.add([
        .text("\(entry.key)"), .text("\(entry.representative)"), .text("\(entry.form)"),
        .text("\(entry.isFinite)"), .whole(entry.memberCount),
      ])
    }
    return classes
  }

  private var json: JSON {
    var members: [JSON.Member] = [
      .init("rule", .text(table.rule.rawValue)),
      .init(
        "schemas",
        .list(
          table.schemas.map { count in
            [
              "schema": .text(count.schema.description),
              "expressions": .whole(count.expressionCount), "classes": .whole(count.classCount),
              "finiteClasses": .whole(count.finiteClassCount),
            ]
          })),
      .init(
        "total",
        [
          "expressions": .whole(table.expressionCount), "classes": .whole(table.classes.count),
          "finiteClasses": .whole(table.finiteClassCount),
        ]),
    ]
    if listsClasses {
      members.append(.init("classes", .list(table.classes.map(Self.json))))
    }
    return .object(members)
  }

  private static func json(_ entry: EquivalenceClass) -> JSON {
    [
      "key": .text("\(entry.key)"), "representative": .text("\(entry.representative)"),
      "form": .text("\(entry.form)"), "finite": .flag(entry.isFinite),
      "members": .whole(entry.memberCount),
    ]
  }
}
