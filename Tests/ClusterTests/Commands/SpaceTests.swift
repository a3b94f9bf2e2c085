import Testing

@Suite struct SpaceCommand {
  private struct Report: Decodable {
    struct Counts: Decodable, Equatable {
      var schema: String?
      let expressions: Int
      let classes: Int
      let finiteClasses: Int
    }
    struct Class: Decodable {
      let key: String
      let representative: String
      let form: String
      let finite: Bool
      let members: Int
    }
    let schemas: [Counts]
    let total: Counts
    let classes: [Class]?
  }

  @Test func `the published space has its published counts`() throws {
    let run = try CommandRun(["space", "binary(unary(x),unary(x))", "--format", "json"])
    let report = try run.decoded(Report.self)
    #expect(
      report.schemas.map { [$0.expressions, $0.classes] } == [[5103, 2791]])
    #expect(report.schemas[0].schema == "binary(unary(x),unary(x))")
    // The baselines are expressions of their own, but no new functions.
    #expect(report.total.expressions == 5111)
    #expect(report.total.classes == 2791)
  }

  @Test func `the total counts the union`() throws {
    let run = try CommandRun([
      "space", "unary(x)", "unary(x)", "--no-baselines", "--format", "json",
    ])
    let report = try run.decoded(Report.self)
    #expect(report.schemas.count == 2)
    #expect(
      report.total == .init(schema: nil, expressions: 27, classes: 27, finiteClasses: 27))
  }

  @Test func `a list has every class`() throws {
    let run = try CommandRun([
      "space", "unary(x)", "--operators", "aquasurf-31", "--list", "--format", "json",
    ])
    let report = try run.decoded(Report.self)
    let classes = try #require(report.classes)
    #expect(classes.count == report.total.classes)
    #expect(classes.reduce(0) { $0 + $1.members } == report.total.expressions)
    #expect(classes.count { $0.finite } == report.total.finiteClasses)
    #expect(classes.contains { $0.representative == "identity(x)" && $0.form == "x" })
  }

  @Test func `the counts are printed as a table and as CSV`() throws {
    let table = try CommandRun(["space", "unary(x)", "--no-baselines"])
    #expect(
      table.output == """
        schema    expressions  classes  finite classes
        unary(x)           27       27              27
        total              27       27              27

        """)
    let csv = try CommandRun(["space", "unary(x)", "--no-baselines", "--format", "csv"])
    #expect(
      csv.output == """
        schema,expressions,classes,finiteClasses
        unary(x),27,27,27
        total,27,27,27

        """)
  }

  @Test(arguments: [
    (["unry(x)"], "did you mean 'unary'?"),
    (["unary(x)", "--operators", "aquasurf-72"], "did you mean 'aquasurf-27'?"),
    (["unary(x)", "--rule", "flot"], "'flot'"),
    (
      ["unary(x)", "--rule", "flot32"],
      "--rule is 'flot32' (did you mean 'float32'?); expected identity, float32\n"
    ),
    (["unary(x)", "--list=yes"], "--list is 'yes'; expected no value\n"),
    (["n-ary(unary(unary(x)),unary(unary(x)),unary(unary(x)))"], "space too large"),
    ([], "schemas"),
  ])
  func `bad input is refused in one line`(arguments: [String], reason: String) throws {
    let run = try CommandRun(["space"] + arguments)
    #expect(run.isRefusedInput)
    #expect(run.errors.contains(reason))
  }
}
