import Foundation
import TestSupport
import Testing

@Suite struct ActivationCommand {
  private struct Report: Decodable {
    struct Point: Decodable, Equatable {
      let x: Double
      let value: Double?
      let derivative: Double?
    }
    let expression: String
    let form: String
    let representative: String?
    let key: String
    let points: [Point]?
    let code: [String: String]?
  }

  @Test(arguments: [["--at", "-1,0,1"], ["--at=-1,0,1"]])
  func `negative points are read after a space and after an equals sign`(
    flags: [String]
  ) throws {
    let run = try CommandRun(["activation", "relu(x)"] + flags + ["--format", "json"])
    let points = try run.decoded(Report.self).points
    #expect(
      points == [
        .init(x: -1, value: 0, derivative: 0), .init(x: 0, value: 0, derivative: 0),
        .init(x: 1, value: 1, derivative: 1),
      ])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
  }

  @Test func `what is not finite is null`() throws {
    let run = try CommandRun(["activation", "reciprocal(x)", "--at", "0", "--format", "json"])
    #expect(
      try run.decoded(Report.self).points == [.init(x: 0, value: nil, derivative: nil)])
  }

  @Test func `the three names of a function are kept apart`() throws {
    let run = try CommandRun(["activation", "sub(relu(x), zero(x))", "--format", "json"])
    let report = try run.decoded(Report.self)
    #expect(report.expression == "sub(relu(x),zero(x))")
    #expect(report.form == "relu(x)")
    #expect(report.representative != nil)
    #expect(report.key.count == 32)
  }

  @Test func `a function outside the default space has no representative`() throws {
    let run = try CommandRun(["activation", "erf(sinh(erf(gelu(x))))", "--format", "json"])
    #expect(try run.decoded(Report.self).representative == nil)
  }

  @Test func `without wishes it shows properties and a plot`() throws {
    let run = try CommandRun(["activation", "swish(x)"])
    #expect(run.status == 0)
    #expect(run.output.contains("monotonicity         neither"))
    #expect(run.output.contains("⣠"))
  }

  @Test func `an expression is read from standard input`() throws {
    let run = try CommandRun(
      ["activation", "-", "--at", "2", "--format", "csv"], input: Data(" relu( x )\n".utf8))
    #expect(run.output == "x,value,derivative\n2,2,1\n")
  }

  @Test func `code is exported for every language`() throws {
    let run = try CommandRun(
      ["activation", "relu(x)", "--export", "pytorch,jax,keras,c,swift", "--format", "json"])
    let code = try #require(try run.decoded(Report.self).code)
    #expect(code.keys.sorted() == ["c", "jax", "keras", "pytorch", "swift"])
    #expect(code["pytorch"]?.contains("def activation(x):") == true)
  }

  @Test func `a plot is written to a file`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "relu.svg")
      let run = try CommandRun(["activation", "relu(x)", "--plot", file.path])
      #expect(run.status == 0)
      #expect(run.output.isEmpty)
      #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("<svg"))
    }
  }

  @Test(arguments: [
    (["swsh(x)"], "unknown operator 'swsh' at column 1 (did you mean 'swish'?)"),
    (["relu(x"], "column 7"),
    (["relu(x)", "--at", "1,b"], "'--at' has 'b'"),
    (["relu(x)", "--export", "pytoch"], "did you mean 'pytorch'?"),
    (["relu(x)", "--plot", "/nowhere/relu.svg"], "no such folder"),
    (["relu(x)", "--format", "yaml"], "yaml"),
    ([], "expression"),
  ])
  func `bad input is refused in one line`(arguments: [String], reason: String) throws {
    let run = try CommandRun(["activation"] + arguments)
    #expect(run.isRefusedInput)
    #expect(run.errors.contains(reason))
  }

  @Test func `an expression of a megabyte is refused in one line`() throws {
    let text = Data(String(repeating: "relu(", count: 200_000).utf8)
    let run = try CommandRun(["activation", "-"], input: text)
    #expect(run.isRefusedInput)
    #expect(run.errors == "error: expression too long: 1000000 bytes (at most 4096)\n")
  }

  @Test func `bytes that are no text are refused`() throws {
    let run = try CommandRun(["activation", "-"], input: Data([0xff, 0xfe, 0x00]))
    #expect(run.isRefusedInput)
  }
}
