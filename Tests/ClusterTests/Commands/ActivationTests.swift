import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct ActivationCommand {
  private struct Report: Decodable {
    struct Point: Decodable, Equatable {
      let x: Double?
      var xReason: String?
      let value: Double?
      var valueReason: String?
      let derivative: Double?
      var derivativeReason: String?
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

  @Test func `what is not finite is null, with the reason beside it`() throws {
    let run = try CommandRun(["activation", "reciprocal(x)", "--at", "0", "--format", "json"])
    #expect(
      try run.decoded(Report.self).points == [
        .init(
          x: 0, value: nil, valueReason: "inf", derivative: nil, derivativeReason: "-inf")
      ])
    let places = try CommandRun([
      "activation", "relu(x)", "--at=-inf,inf,nan", "--format", "json",
    ])
    #expect(
      try places.decoded(Report.self).points == [
        .init(x: nil, xReason: "-inf", value: 0, derivative: 0),
        .init(x: nil, xReason: "inf", value: nil, valueReason: "inf", derivative: 1),
        .init(x: nil, xReason: "nan", value: nil, valueReason: "nan", derivative: 0),
      ])
    #expect(places.output.count(of: "xReason") == 3)
    let csv = try CommandRun(["activation", "relu(x)", "--at=-inf,1", "--format", "csv"])
    #expect(csv.output == "x,value,derivative\n-inf,0,0\n1,1,1\n")
  }

  @Test func `a value that touches zero on a stretch is told from crossings`() throws {
    let run = try CommandRun(["activation", "relu(x)"])
    #expect(run.output.contains("zero crossings       none"), "\(run)")
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

  @Test func `a link stays a link, and a pipe stays a pipe`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "real.svg").path
      let links = ["link.svg", "far.svg"].map { folder.appending(path: $0).path }
      try "old".write(toFile: file, atomically: true, encoding: .utf8)
      try FileManager.default.createSymbolicLink(
        atPath: links[0], withDestinationPath: "real.svg")
      try FileManager.default.createSymbolicLink(atPath: links[1], withDestinationPath: links[0])
      for link in links {
        try "old".write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try CommandRun(["activation", "relu(x)", "--plot", link]).status == 0)
        #expect(try kind(of: link) == .typeSymbolicLink)
        #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("<svg"))
      }
      let new = folder.appending(path: "new.svg").path
      let ahead = folder.appending(path: "ahead.svg").path
      try FileManager.default.createSymbolicLink(atPath: ahead, withDestinationPath: "new.svg")
      #expect(try CommandRun(["activation", "relu(x)", "--plot", ahead]).status == 0)
      #expect(try kind(of: ahead) == .typeSymbolicLink && kind(of: new) == .typeRegular)

      let output = try CommandRun(["activation", "relu(x)", "--plot", "/dev/stdout"])
      #expect(output.status == 0 && output.output.hasPrefix("<svg"), "\(output)")

      let pipe = folder.appending(path: "pipe").path
      let made = unsafe mkfifo(pipe, 0o600)
      #expect(made == 0)
      let reader = Process()
      reader.executableURL = URL(filePath: "/bin/cat")
      reader.arguments = [pipe]
      let read = Pipe()
      reader.standardOutput = read
      try reader.run()
      #expect(try CommandRun(["activation", "relu(x)", "--plot", pipe]).status == 0)
      let text = try read.fileHandleForReading.readToEnd() ?? Data()
      reader.waitUntilExit()
      #expect(String(decoding: text, as: UTF8.self).hasPrefix("<svg"))
      #expect(try kind(of: pipe) != .typeRegular)
    }
  }

  private func kind(of path: String) throws -> FileAttributeType? {
    try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
  }

  @Test(arguments: [
    (["relu(x)", "--export", ""], "error: --export is ''; expected pytorch, jax"),
    (["relu(x)", "--export", "c,,swift"], "error: --export has ''; expected pytorch, jax"),
    (["relu(x)", "--export", "x"], "error: --export is 'x'; expected pytorch, jax"),
    (["relu(x)", "--at", ""], "error: --at is ''; expected numbers"),
    (["relu(x)", "--format", "xml"], "--format is 'xml'; expected table, json, csv\n"),
    (["relu(x)", "--format", "jsn"], "--format is 'jsn' (did you mean 'json'?); expected table"),
    (["relu(x)", "--format"], "--format has no value; expected <format>\n"),
    (["swsh(x)"], "unknown operator 'swsh' at column 1 (did you mean 'swish'?)"),
    (["relü(x)"], "unknown operator 'relü' at column 1 (did you mean 'relu'?)"),
    (["relu(x"], "column 7"),
    (["relu(x)", "--at", "1,b"], "--at has 'b'"),
    (
      ["relu(x)", "--export", "pytoch"], "--export is 'pytoch' (did you mean 'pytorch'?); expected"
    ),
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

extension String {
  /// How often a word comes in the text.
  fileprivate func count(of word: String) -> Int { components(separatedBy: word).count - 1 }
}
