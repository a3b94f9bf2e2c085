import Benchmarking
import Testing

@Suite struct RecordedTableTests {
  @Test func `what is written is read`() throws {
    let table = try SmallBenchmark().table
    let text = table.text
    #expect(text.hasPrefix("# hillock benchmark: 1\n# study: small\n"))
    #expect(try RecordedTable(text: text) == table)
    #expect(table.fact("command") == "hillock benchmark record small.yaml")
    #expect(table.fact("colour") == nil)
  }

  @Test func `a mean is over the seeds, with chance for what cannot be trained`() throws {
    let table = try SmallBenchmark().table
    let one = table.classes[0]
    func mean(_ results: [RecordedResult?]) -> Double? {
      RecordedClass(
        index: 0, key: one.key, form: "x", representative: "x", isFinite: true, results: results
      ).mean(chance: 0.1)
    }
    #expect(mean([.completed(validation: 0.5, test: 0.9), .infeasible]) == 0.3)
    #expect(mean([.completed(validation: 0.5, test: nil), nil]) == 0.5)
    #expect(mean([nil, nil]) == nil)
  }

  private static let heading = """
    # hillock benchmark: 1
    # chance: 0.1
    # seeds: 7
    class,key,form,representative,finite,state1,validation1,test1,mean

    """
  private static let line =
    "0,218cd151f62f85ecf2eb571b299bd4bb,\"add(x,x)\",x,yes,completed,0.5,,0.5"

  private static let refused: [(String, String)] = [
    ("", "no recorded benchmark: it has no heading"),
    ("PK\u{3}", "no recorded benchmark: it begins with 'PK\u{3}'"),
    (
      "# hillock benchmark: 2\n", "it is version 2; this program reads up to 1"
    ),
    ("# hillock benchmark: 1\na,b\n", "line 2: 'a,b' is not the heading for 0 seeds"),
    (heading + "0,1\n", "line 5: 2 fields; expected 9"),
    (heading + "0,\"1\n", "line 5: a quotation does not end"),
    (
      heading + line.replacing("218c", with: "218x"),
      "line 5: '218xd151f62f85ecf2eb571b299bd4bb' is no class key"
    ),
    (heading + line.replacing("0.5,,", with: "nan,,"), "line 5: 'nan' is no number"),
    (
      heading + line.replacing("completed", with: "done"),
      "line 5: unknown state 'done' (expected 'completed', 'infeasible' or none)"
    ),
    (heading + line + "\n" + line, "no recorded benchmark: class 0 follows class 0"),
    (
      heading.replacing("# chance: 0.1\n", with: ""),
      "no recorded benchmark: it does not say the chance level"
    ),
  ]

  @Test(arguments: refused)
  func `what is wrong is named with its line`(text: String, message: String) throws {
    let error = #expect(throws: BenchmarkingError.self) { try RecordedTable(text: text) }
    #expect(error?.description == message)
    #expect(try RecordedTable(text: Self.heading + Self.line).classes[0].form == "add(x,x)")
  }
}
