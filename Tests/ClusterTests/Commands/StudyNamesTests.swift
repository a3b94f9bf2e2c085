import Foundation
import TestSupport
import Testing

@Suite struct StudyNames {
  private static let study = """
    study: small
    objective: {dataset: generated, network: mlp, epochs: 1, batch: 128,
                optimizer: {name: sgd, rate: 0.05}}
    space: {operators: aquasurf-27, schemas: ["unary(x)"]}
    search: {policy: random, budget: 3}
    confirm: {top: 0}

    """

  /// Checks a study file in a folder of its own.
  private func dryRun(_ yaml: String, network: String? = nil) throws -> CommandRun {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "small.yaml")
      try yaml.write(to: file, atomically: true, encoding: .utf8)
      if let network {
        try network.write(
          to: folder.appending(path: "tiny.network"), atomically: true, encoding: .utf8)
      }
      return try CommandRun(["search", file.path, "--dry-run"])
    }
  }

  @Test func `a study whose names are all known passes`() throws {
    let run = try dryRun(Self.study)
    #expect(run.status == 0, "\(run)")
  }

  @Test func `a network file lies beside the study file`() throws {
    let study = Self.study.replacing("network: mlp", with: "network: tiny.network")
    let plan = "input 28x28x1\nflatten\ndense 8\nactivation\ndense 10\n"
    #expect(try dryRun(study, network: plan).status == 0)
    let missing = try dryRun(study)
    #expect(missing.isRefusedInput)
    #expect(missing.errors.contains("tiny.network: no such file"))
  }

  @Test(arguments: [
    ("network: mlp", "network: mpl", "did you mean 'mlp'?"),
    ("dataset: generated", "dataset: generatd", "did you mean 'generated'?"),
    ("batch: 128", "batch: 2001", "2000"),
    ("aquasurf-27", "aquasurf-72", "did you mean 'aquasurf-27'?"),
    ("\"unary(x)\"", "\"unry(x)\"", "unknown operator 'unry' at column 1"),
    ("policy: random", "polcy: random", "did you mean 'policy'?"),
    ("budget: 3", "budget: many", "'many'"),
    ("{top: 0}", "{top: 1, against: [rleu(x)]}", "did you mean 'relu'?"),
    (
      "\"unary(x)\"]", "\"unary(x)\"], baselines: [\"relu(x\"]",
      "unexpected end of text at column 7"
    ),
  ])
  func `a wrong name is refused in one line before anything starts`(
    right: String, wrong: String, reason: String
  ) throws {
    let run = try dryRun(Self.study.replacing(right, with: wrong))
    #expect(run.isRefusedInput, "\(run)")
    #expect(run.errors.contains("small.yaml"))
    #expect(run.errors.contains(reason), "\(run)")
  }

  @Test(arguments: [
    ("network: mlp", "network: mpl", "line 2, column 42: 'objective.network'"),
    ("dataset: generated", "dataset: generatd", "line 2, column 22: 'objective.dataset'"),
    ("aquasurf-27", "aquasurf-72", "line 4, column 20: 'space.operators'"),
    ("[\"unary(x)\"]", "[\"unary(x)\", \"unry(x)\"]", "line 4, column 55: 'space.schemas'"),
    ("batch: 128", "batch: 2001", "line 2, column 65: 'objective.batch'"),
    ("{top: 0}", "{top: 1, against: [relu(x), rleu(x)]}", "line 6, column 38: 'confirm.against'"),
    ("study: small", "study: ../x", "line 1, column 8: 'study'"),
    ("study: small", "study: -x", "a letter or digit first"),
    ("[\"unary(x)\"]", "[]", "'space.schemas' is a list; expected at least one schema"),
    (
      "\"unary(x)\"]", "\"unary(x)\"], baselines: [\"relu(x)\", \"relu(x)\"]",
      "line 4, column 79: 'space.baselines' names 'relu(x)' twice"
    ),
    ("{top: 0}", "{top: 0}\n---\na: 1", "it has a second document after '---'"),
    ("rate: 0.05", "rate: -1", "expected a number in 0...1000000\n"),
  ])
  func `what is wrong is told with its place in the file`(
    right: String, wrong: String, place: String
  ) throws {
    let run = try dryRun(Self.study.replacing(right, with: wrong))
    #expect(run.isRefusedInput, "\(run)")
    #expect(run.errors.contains("small.yaml: line ") && run.errors.contains(place), "\(run)")
  }

  @Test func `spectra that no policy goes by are told`() throws {
    let asks = Self.study.replacing(
      "policy: random", with: "policy: random, features: [outputs, spectrum]")
    #expect(try dryRun(asks).errors.hasPrefix("note: the policy 'random' goes by no feature"))
    #expect(try dryRun(Self.study).errors == "")
  }

  @Test func `a space that is smaller than the budget is told`() throws {
    let run = try dryRun(Self.study.replacing("budget: 3", with: "budget: 2000"))
    #expect(run.status == 0)
    #expect(
      run.errors
        == "note: the space has 27 functions to try, the budget is 2000: the search ends when all "
        + "are tried\n")
  }

  @Test func `every study that comes with the project is right, or needs what is named as missing`()
    throws
  {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../studies")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(files.count >= 9)
    let images = FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist")
    for file in files {
      let path = folder.appending(path: file).path
      let run = try CommandRun(["search", path, "--dry-run"])
      if try String(contentsOfFile: path, encoding: .utf8).contains("dataset: fashion-mnist"),
        !images
      {
        continue
      }
      let needs = run.errors.contains("needs what this version does not have yet")
      #expect(run.status == 0 || run.isRefusedInput && needs, "\(file): \(run)")
    }
  }

  @Test func `an expression of a megabyte is refused in one line`() throws {
    let long = String(repeating: "relu(", count: 200_000)
    let study = Self.study.replacing("\"unary(x)\"", with: "\"\(long)\"")
    let run = try dryRun(study)
    #expect(run.isRefusedInput)
    #expect(run.errors.utf8.count < 500)
  }

  @Test func `a study file that is not there is refused`() throws {
    let run = try CommandRun(["search", "/nowhere/small.yaml"])
    #expect(run.isRefusedInput)
    #expect(run.errors.contains("/nowhere/small.yaml: no such file"))
  }
}
