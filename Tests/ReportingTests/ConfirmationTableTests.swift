import JSON
import Reporting
import Searching
import Studies
import Testing

@Suite struct ConfirmationTableTests {
  private func function(
    _ form: String, baseline: Bool = false, _ accuracies: [(Double, Double)?]
  ) -> ConfirmedFunction {
    ConfirmedFunction(
      form: form, isBaseline: baseline,
      runs: accuracies.enumerated().map { index, pair in
        ConfirmationRun(
          seed: UInt64(index),
          values: pair.map { .init(validation: $0.0, test: $0.1) })
      })
  }

  private var table: ConfirmationTable {
    ConfirmationTable(
      [
        function("relu(x)", baseline: true, [(0.90, 0.91), (0.91, 0.90), (0.90, 0.89)]),
        function("swish(x)", baseline: true, [(0.92, 0.90), (0.93, 0.89), (0.92, 0.88)]),
        function("mul(x,erf(x))", [(0.95, 0.94), (0.94, 0.95), (0.95, 0.96)]),
        function("cosh(x)", [(0.96, 0.97), nil, (0.96, 0.97)]),
      ], chance: 0.1)
  }

  @Test func `functions are compared with the baseline that is best on validation`() throws {
    let rows = table.rows
    #expect(
      rows.map(\.function.form) == ["mul(x,erf(x))", "relu(x)", "swish(x)", "cosh(x)"])
    #expect(table.reference?.function.form == "swish(x)")
    #expect(rows.map(\.isReference) == [false, false, true, false])
    #expect(abs((rows[0].difference ?? 0) - 0.06) < 1e-12)
    #expect(rows[2].difference == nil)
    #expect(abs((rows[0].deviation ?? 0) - 0.01) < 1e-12)
    #expect(rows.map(\.beats) == [true, false, false, false])
    let p = try #require(rows[0].p)
    #expect(rows[0].correctedP == 2 * p)
    #expect(rows[1].p == nil && rows[2].p == nil)
  }

  @Test func `with a loss the smaller mean comes first and is tested the other way`() throws {
    let accuracies = table
    // The mirror image of the accuracies, so that p values are the same.
    let losses = ConfirmationTable(
      [
        function("relu(x)", baseline: true, [(0.10, 0.09), (0.09, 0.10), (0.10, 0.11)]),
        function("swish(x)", baseline: true, [(0.08, 0.10), (0.07, 0.11), (0.08, 0.12)]),
        function("mul(x,erf(x))", [(0.05, 0.06), (0.06, 0.05), (0.05, 0.04)]),
        function("cosh(x)", [(0.04, 0.03), nil, (0.04, 0.03)]),
      ], metric: .validationLoss, chance: 0.9)
    #expect(losses.rows.map(\.function.form) == accuracies.rows.map(\.function.form))
    #expect(losses.reference?.function.form == "swish(x)")
    #expect(losses.rows.map(\.beats) == [true, false, false, false])
    for (loss, accuracy) in zip(losses.rows, accuracies.rows) {
      #expect(abs((loss.p ?? 0) - (accuracy.p ?? 0)) < 1e-9)
      #expect(abs((loss.difference ?? 0) + (accuracy.difference ?? 0)) < 1e-12)
    }
    #expect(losses.text.contains("one-sided Welch test on test loss"))
  }

  @Test func `an infeasible run counts as chance level and is shown`() throws {
    let row = try #require(table.rows.last)
    #expect(row.infeasibleCount == 1)
    #expect(abs(row.test - (0.97 + 0.1 + 0.97) / 3) < 1e-12)
    #expect(abs(row.validation - (0.96 + 0.1 + 0.96) / 3) < 1e-12)
    #expect(table.text.contains("3 (1 infeasible)"))
  }

  @Test func `the table prints aligned for a terminal`() {
    #expect(
      table.text == """
        function                      n  validation   test mean ± sd  difference  p (Holm)  verdict
        mul(x,erf(x))                 3      0.9467  0.9500 ± 0.0100     +0.0600    0.0018  \
        beats the reference
        relu(x)                       3      0.9033  0.9000 ± 0.0100     +0.0100            baseline
        swish(x)                      3      0.9233  0.8900 ± 0.0100                        reference
        cosh(x)        3 (1 infeasible)      0.6733  0.6800 ± 0.5023     -0.2100    0.7279  \
        not shown better
        reference: swish(x), the best baseline on validation; beats: one-sided Welch test on test \
        accuracy, p < 0.05 after Holm's correction over 2 functions
        infeasible runs could not be trained and count as chance level

        """)
  }

  @Test func `scripts get every run and null where there is nothing`() {
    let json = table.json.description
    #expect(json.hasPrefix(#"{"reference":"swish(x)","level":0.05,"functions":[{"function":"#))
    #expect(json.contains(#"{"seed":"1","validationAccuracy":null,"testAccuracy":null}"#))
    #expect(json.contains(#""isReference":true,"n":3,"infeasible":0,"quarantined":0,"#))
    #expect(json.contains(#""difference":null,"p":null,"correctedP":null,"beats":false"#))
  }

  @Test func `runs that were given up and runs without spread are told`() {
    let table = ConfirmationTable(
      [
        function("b(x)", baseline: true, [(0.8, 0.8), (0.8, 0.8)]),
        ConfirmedFunction(
          form: "a(x)", isBaseline: false,
          runs: [1, 2].map {
            ConfirmationRun(seed: $0, values: .init(validation: 0.9, test: 0.9))
          }, quarantinedCount: 3),
      ], chance: 0.1)
    #expect(table.text.contains("2 (3 quarantined)"))
    #expect(
      table.text.contains("quarantined runs failed with the machinery and count in nothing\n"))
    #expect(table.rows[0].beats)
    #expect(table.text.hasSuffix("a test says little: take more seeds\n"))
    #expect(table.json.description.contains(#""quarantined":3"#))
  }

  @Test func `a function without any run left is named, and counts in nothing`() {
    let table = ConfirmationTable(
      [
        ConfirmedFunction(form: "a(x)", isBaseline: false, runs: [], quarantinedCount: 2),
        function("b(x)", baseline: true, [(0.8, 0.8), (0.8, 0.7)]),
        function("c(x)", [(0.9, 0.9), (0.9, 0.8)]),
      ], chance: 0.1)
    #expect(table.rows.map(\.function.form) == ["c(x)", "b(x)"])
    #expect(table.rows[0].p == table.rows[0].correctedP, "nothing to correct for")
    #expect(table.text.hasSuffix("a(x) is not confirmed: all its runs failed with the machinery\n"))
    #expect(table.json.description.hasSuffix(#""unconfirmed":["a(x)"]}"#))
  }

  @Test func `without baselines nothing is tested and equals keep their order`() {
    let table = ConfirmationTable(
      [function("a(x)", [(0.9, 0.9)]), function("b(x)", [(0.9, 0.9)])], chance: 0.1)
    #expect(table.rows.map(\.function.form) == ["a(x)", "b(x)"])
    #expect(table.reference == nil)
    #expect(table.rows.allSatisfy { $0.p == nil && $0.difference == nil && $0.deviation == nil })
    #expect(table.text.split(separator: "\n").count == 3)
    #expect(ConfirmationTable([], chance: 0.1).rows.isEmpty)
  }

  @Test func `the first of equally good baselines is the reference`() {
    let table = ConfirmationTable(
      [
        function("b(x)", baseline: true, [(0.9, 0.8)]),
        function("a(x)", baseline: true, [(0.9, 0.9)]),
      ], chance: 0.1)
    #expect(table.reference?.function.form == "b(x)")
    #expect(table.text.hasSuffix("no other function was confirmed, so nothing is tested\n"))
  }
}
