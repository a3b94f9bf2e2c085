import Benchmarking
import Testing

@Suite struct RecordedTableTests {
  private static let heading =
    "class,key,form,place,state,validationAccuracy,testAccuracy,seconds\n"
  private static let key = "218cd151f62f85ecf2eb571b299bd4bb"
  private static let line = "4,\(key),\"add(x,x)\",0,completed,0.5,,1.5\n"

  @Test func `a class has a result for each of its lines`() throws {
    let table = try RecordedTable(
      results: Self.heading + Self.line + "1,\(String(Self.key.reversed())),x,0,infeasible,,,\n"
        + Self.line.replacing("0.5,", with: "0.25,0.75"), chance: 0.1)
    #expect(table.classes.map(\.index) == [1, 4])
    #expect(table.classes[0].results == [.infeasible])
    #expect(
      table.classes[1].results == [
        .completed(validation: 0.5, test: nil), .completed(validation: 0.25, test: 0.75),
      ])
    #expect(table.classes[1].form == "add(x,x)")
  }

  @Test func `a mean is over the seeds, with chance for what cannot be trained`() throws {
    let key = try SmallBenchmark().table.classes[0].key
    let results: [RecordedResult] = [.completed(validation: 0.5, test: 0.9), .infeasible]
    let one = RecordedClass(index: 0, key: key, form: "x", results: results)
    #expect(one.mean(chance: 0.1) == 0.3)
  }

  private static let refused: [(String, String)] = [
    ("", "no recorded benchmark: it has no heading"),
    ("PK\u{3}", "no recorded benchmark: its heading has no column 'class'"),
    (heading + "0,1\n", "line 2: 2 fields; expected 8"),
    (heading + "0,\"1\n", "line 2: a quotation does not end"),
    (heading + "x" + line, "line 2: 'x4' is no class number"),
    (
      heading + line.replacing("218c", with: "218x"),
      "line 2: '218xd151f62f85ecf2eb571b299bd4bb' is no class key"
    ),
    (heading + line.replacing("0.5,", with: "nan,"), "line 2: 'nan' is no number"),
    (
      heading + line.replacing("completed", with: "done"),
      "line 2: unknown state 'done' (expected 'completed' or 'infeasible')"
    ),
    (
      heading + line + "\n" + line.replacing("218c", with: "318c"),
      "line 4: class 4 is 318cd151f62f85ecf2eb571b299bd4bb here and "
        + "218cd151f62f85ecf2eb571b299bd4bb before"
    ),
  ]

  @Test(arguments: refused)
  func `what is wrong is named with its line`(text: String, message: String) {
    let error = #expect(throws: BenchmarkingError.self) {
      try RecordedTable(results: text, chance: 0.1)
    }
    #expect(error?.description == message)
  }
}
