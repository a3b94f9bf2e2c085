import Foundation
import TestSupport
import Testing

@Suite struct TrainCommand {
  private struct Report: Decodable {
    struct Outcome: Decodable, Equatable {
      let state: String
      let reason: String?
      let validationAccuracy: Double?
      let testAccuracy: Double?
    }
    struct Epoch: Decodable, Equatable {
      let epoch: Int
      let trainLoss: Double
      let validationAccuracy: Double
    }
    struct Provenance: Decodable {
      let program: String
      let processor: String
      let kernels: String
      let dataset: String
    }
    let outcome: Outcome
    let seconds: Double
    let curve: [Epoch]
    let provenance: Provenance
  }

  /// What `hillock --version` prints.
  private static var version: String {
    get throws { String(try CommandRun(["--version"]).output.dropLast()) }
  }

  private static let quick = ["--network", "mlp", "--dataset", "generated", "--epochs", "2"]

  @Test func `a training is reported as JSON alone on standard output`() throws {
    let run = try CommandRun(["train", "relu(x)"] + Self.quick + ["--format", "json"])
    #expect(run.status == 0)
    let report = try run.decoded(Report.self)
    #expect(report.outcome.state == "completed")
    #expect(report.outcome.reason == nil)
    #expect(report.outcome.testAccuracy == nil)
    #expect(report.curve.map(\.epoch) == [1, 2])
    #expect(report.curve.last?.validationAccuracy == report.outcome.validationAccuracy)
    #expect(report.seconds > 0)
    #expect(report.provenance.program == (try Self.version))
    #expect(!report.provenance.kernels.isEmpty)
    #expect(report.provenance.dataset.count == 64)
    // Progress: a line an epoch, where standard error is no terminal.
    #expect(run.errors.split(separator: "\n").count == 2)
  }

  @Test func `the same seed gives the same curve, another seed another`() throws {
    func curve(seed: String) throws -> [Report.Epoch] {
      let arguments = ["train", "swish(x)"] + Self.quick + ["--format", "json", "--seed", seed]
      return try CommandRun(arguments).decoded(Report.self).curve
    }
    let first = try curve(seed: "7")
    #expect(try curve(seed: "7") == first)
    #expect(try curve(seed: "8") != first)
  }

  @Test func `a function that diverges is a result, not an error`() throws {
    let run = try CommandRun(
      ["train", "exp(exp(exp(x)))"] + Self.quick + ["--format", "json"])
    #expect(run.status == 0)
    let report = try run.decoded(Report.self)
    #expect(report.outcome.state == "infeasible")
    #expect(report.outcome.reason != nil)
    #expect(report.outcome.validationAccuracy == nil)
  }

  @Test func `the test images are measured on request only`() throws {
    let run = try CommandRun(["train", "relu(x)"] + Self.quick + ["--test", "--format", "json"])
    #expect(try run.decoded(Report.self).outcome.testAccuracy != nil)
  }

  @Test func `a network file is trained`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "tiny.network")
      try "input 28x28x1\nflatten\ndense 8\nactivation\ndense 10\n".write(
        to: file, atomically: true, encoding: .utf8)
      let run = try CommandRun([
        "train", "tanh(x)", "--network", file.path, "--dataset", "generated", "--epochs", "1",
        "--format", "csv",
      ])
      #expect(run.status == 0)
      #expect(run.output.hasPrefix("epoch,trainLoss,trainAccuracy,"))
      #expect(run.output.split(separator: "\n").count == 2)
    }
  }

  @Test func `a flag overrides the environment, which overrides the default`() throws {
    let arguments = ["train", "relu(x)"] + Self.quick
    let fromEnvironment = try CommandRun(arguments, environment: ["HILLOCK_FORMAT": "csv"])
    #expect(fromEnvironment.output.hasPrefix("epoch,"))
    let fromFlag = try CommandRun(
      arguments + ["--format", "json"], environment: ["HILLOCK_FORMAT": "csv"])
    #expect(fromFlag.output.hasPrefix("{"))
    let wrong = try CommandRun(arguments, environment: ["HILLOCK_FORMAT": "jsn"])
    #expect(wrong.isRefusedInput)
    #expect(wrong.errors.contains("HILLOCK_FORMAT is 'jsn' (did you mean 'json'?)"))
  }

  @Test func `an interrupt ends a training with exit code 130`() throws {
    try withTemporaryFolder { folder in
      let process = try CommandRun.process(
        ["train", "relu(x)", "--network", "mlp", "--dataset", "generated", "--epochs", "100000"],
        home: folder)
      let errors = Pipe()
      process.standardOutput = FileHandle.nullDevice
      process.standardError = errors
      try process.run()
      // The first epoch's line says that it trains.
      var text = Data()
      while !text.contains(UInt8(ascii: "\n")) {
        let more = errors.fileHandleForReading.availableData
        guard !more.isEmpty else { break }
        text += more
      }
      process.interrupt()
      let rest = try errors.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
      #expect(process.terminationStatus == 130)
      #expect(String(decoding: rest, as: UTF8.self).contains("interrupted"))
    }
  }

  @Test(arguments: [
    (["swsh(x)"], "did you mean 'swish'?"),
    (["relu(x)", "--network", "cnn-smal"], "did you mean 'cnn-small'?"),
    (["relu(x)", "--network", "./none.network"], "cannot read network ./none.network: no such"),
    (["relu(x)", "--network", "/tmp"], "it is a folder"),
    (["relu(x)", "--dataset", "generatd"], "did you mean 'generated'?"),
    (["relu(x)", "--batch", "2001"], "2001"),
    (["relu(x)", "--batch", "0"], "batch"),
    (["relu(x)", "--epochs", "0"], "epochs"),
    (["relu(x)", "--epochs", "many"], "'many'"),
    (["relu(x)", "--rate", "nan"], "--rate is nan; expected a number in 0...1000000\n"),
    (["relu(x)", "--rate", "1e300"], "--rate is 1e300; expected a number in 0...1000000\n"),
    (["relu(x)", "--momentum", "2"], "--momentum is 2; expected a number in 0...1\n"),
    (
      ["relu(x)", "--epochs", "99999999999"],
      "--epochs is 99999999999; expected a whole number in 1...100000\n"
    ),
    (["relu(x)", "--epochs", "1.5"], "--epochs is '1.5'; expected a whole number in 1...100000"),
    (["relu(x)", "--schedule", "step:1:2"], "factor in 0...1"),
    (["relu(x)", "--seed", "-1"], "'-1'"),
    (["relu(x)", "--schedule", "cosin"], "did you mean 'cosine'?"),
    (["relu(x)", "--sede", "1"], "'--seed'"),
    (["relu(x)", "--dataset", "fashion-mnist", "--data-folder", "/nowhere"], "/nowhere"),
  ])
  func `bad input is refused in one line`(arguments: [String], reason: String) throws {
    let data = arguments.contains("--dataset") ? [] : ["--dataset", "generated"]
    let run = try CommandRun(["train"] + arguments + data)
    #expect(run.isRefusedInput, "\(run)")
    #expect(run.errors.contains(reason))
  }

  @Test func `a network file with a mistake is refused by file and line`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "tiny.network")
      try "input 28x28x1\nflaten\n".write(to: file, atomically: true, encoding: .utf8)
      let run = try CommandRun([
        "train", "tanh(x)", "--network", file.path, "--dataset", "generated",
      ])
      #expect(run.isRefusedInput)
      #expect(run.errors.contains("\(file.path): "))
      #expect(run.errors.contains("did you mean 'flatten'?"))
      #expect(run.errors.contains("line 2"))
    }
  }

  @Test func `a cache folder that cannot be used is told`() throws {
    guard FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist") else {
      return
    }
    let run = try CommandRun([
      "spectrum", "relu(x)", "--network", "mlp", "--dataset", "fashion-mnist", "--batch", "10",
      "--cache-folder", "/proc/nope",
    ])
    #expect(run.status == 0)
    #expect(
      run.errors.hasPrefix("warning: fashion-mnist is not kept in the cache folder: cannot write"),
      "\(run.errors)")
  }

  @Test func `a dump is not mixed with another one`() throws {
    try withTemporaryFolder { folder in
      func dump(_ function: String) throws -> CommandRun {
        try CommandRun([
          "spectrum", function, "--network", "mlp", "--dataset", "generated", "--batch", "10",
          "--dump", folder.appending(path: "dump").path,
        ])
      }
      let first = try dump("relu(x)")
      #expect(first.status == 0, "\(first)")
      let second = try dump("tanh(x)")
      #expect(second.isRefusedInput && second.errors.contains("it holds another one"))
    }
  }

  @Test func `a truncated data file is refused`() throws {
    try withTemporaryFolder { folder in
      for name in [
        "train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1",
      ] {
        try Data([0x1f, 0x8b, 8, 0]).write(to: folder.appending(path: name + "-ubyte.gz"))
      }
      let run = try CommandRun(["train", "relu(x)", "--data-folder", folder.path])
      #expect(run.isRefusedInput)
      #expect(run.errors.contains("-ubyte.gz"))
    }
  }
}
