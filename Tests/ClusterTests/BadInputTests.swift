import Foundation
import Testing

extension Programs {
  /// Input that is refused, each in one line, before anything begins.
  @Suite struct BadInputs {
    struct Case: Sendable, CustomTestStringConvertible {
      let testDescription: String
      /// The study file; nil for none.
      var study: Data?
      var arguments: [String] = []
      /// Words of the one line.
      let words: String

      init(
        _ name: String, _ study: String?, _ arguments: [String] = [], says words: String
      ) {
        testDescription = name
        self.study = study.map { Data($0.utf8) }
        self.arguments = arguments
        self.words = words
      }

      /// A good study with one thing changed.
      init(_ name: String, replacing old: String, by new: String, says words: String) {
        let yaml = SmallStudy().yaml
        precondition(yaml.contains(old), "the study has no '\(old)'")
        self.init(name, yaml.replacingOccurrences(of: old, with: new), says: words)
      }
    }

    static let cases: [Case] = [
      Case("a wrong key", replacing: "budget:", by: "buget:", says: "did you mean 'budget'?"),
      Case("a wrong type", replacing: "budget: 6", by: "budget: many", says: "'search.budget'"),
      Case("a negative number", replacing: "budget: 6", by: "budget: -6", says: "'search.budget'"),
      Case("a missing section", "study: small\n", says: "'objective'"),
      Case("a missing file", nil, says: "no such file"),
      Case("an empty file", "", says: "empty"),
      Case("no YAML", "study: [small\n", says: "not YAML"),
      Case("a list", "- a\n- b\n", says: "the study must be a mapping"),
      Case(
        "an expression of 1 MB", replacing: "\"relu(x)\"]}",
        by: "\"" + String(repeating: "abs(", count: 250_000) + "\"]}", says: "'confirm.against'"),
      Case(
        "unbalanced parentheses", replacing: "\"relu(x)\"]}", by: "\"relu(x\"]}",
        says: "'confirm.against'"),
      Case("an unknown network", replacing: "mlp", by: "mpl", says: "did you mean 'mlp'?"),
      Case(
        "an unknown data set", replacing: "generated", by: "generatd",
        says: "did you mean 'generated'?"),
      Case(
        "an unknown operator", replacing: "\"tanh(x)\"", by: "\"tanj(x)\"",
        says: "did you mean 'tanh'?"),
      Case(
        "an unknown set of operators", replacing: "aquasurf-27", by: "aquasurf-72",
        says: "did you mean 'aquasurf-27'?"),
      Case(
        "an unknown schema", replacing: "\"unary(x)\"", by: "\"unry(x)\"",
        says: "did you mean 'unary'?"),
      Case("a negative budget", SmallStudy().yaml, ["--budget=-4"], says: "--budget is -4"),
      Case("no slot", SmallStudy().yaml, ["--slots", "0"], says: "--slots is 0"),
      Case("no worker", SmallStudy().yaml, ["--workers", "0"], says: "--workers is 0"),
      Case("an order of 0", SmallStudy().yaml, ["--in-order", "0"], says: "--in-order is 0"),
      Case("a bad seed", SmallStudy().yaml, ["--seed=-1"], says: "--seed"),
      Case("no address", SmallStudy().yaml, ["--listen", "here"], says: "here"),
      Case(
        "a batch larger than the data set", replacing: "batch: 64", by: "batch: 65000",
        says: "'objective.batch' is 65000"),
    ]

    @Test(arguments: cases)
    func `it ends in one line and begins nothing`(input: Case) async throws {
      try await Cluster.run { cluster in
        if let study = input.study { try cluster.write(study, to: "small.yaml") }
        let program = try cluster.start(["search", "small.yaml"] + input.arguments)
        #expect(try await program.end() == 2)
        expectOneLine(program, input.words)
        #expect(program.errors.utf8.count < 1_200)
        let files = try FileManager.default.contentsOfDirectory(atPath: cluster.folder.path)
        #expect(!files.contains { $0.contains(".ledger") }, "\(files)")
      }
    }

    @Test(arguments: [
      (["--name", ""], "--name is ''"),
      (["--name", String(repeating: "n", count: 256)], "of 256 bytes"),
      (["--tag", "rack=" + String(repeating: "7", count: 300)], "--tag is"),
      (["--tag", "rack"], "expected key=value"),
      (Array(repeating: ["--tag", "a=b"], count: 65).flatMap { $0 }, "65 times"),
    ])
    func `a worker that no coordinator would take is refused`(
      arguments: [String], words: String
    ) async throws {
      try await Cluster.run { cluster in
        let program = try cluster.start(["worker"] + arguments)
        #expect(try await program.end() == 2)
        expectOneLine(program, words)
      }
    }

    @Test func `a network that no order can carry is refused`() async throws {
      try await Cluster.run { cluster in
        let layers = String(repeating: "dense 1234567\n", count: 5_000)
        try cluster.write(
          "input 28x28x1\nflatten\n" + layers + "dense 10\n", to: "long.network")
        let study = try cluster.write(
          SmallStudy().yaml.replacingOccurrences(of: "mlp", with: "long.network"),
          to: "small.yaml")
        let program = try cluster.start("search", study)
        #expect(try await program.end() == 2)
        expectOneLine(program, "'objective.network'")
      }
    }

    @Test func `bytes that are no text are no study`() async throws {
      try await Cluster.run { cluster in
        try cluster.write(Data((0...255).map { UInt8($0) }), to: "small.yaml")
        let program = try cluster.start("search", "small.yaml")
        #expect(try await program.end() == 2)
        expectOneLine(program, "no UTF-8 text")
      }
    }

    @Test func `data that is missing or truncated is refused by name`() async throws {
      try await Cluster.run { cluster in
        let yaml = SmallStudy().yaml.replacingOccurrences(of: "generated", with: "fashion-mnist")
        let study = try cluster.write(yaml, to: "small.yaml")
        let missing = try cluster.start("search", study, "--data-folder", "nowhere")
        #expect(try await missing.end() == 2)
        expectOneLine(missing, "nowhere")

        // A gzip header and nothing after it.
        let data = cluster.folder.appending(path: "data")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        for name in [
          "train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1",
        ] {
          try cluster.write(
            Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), to: "data/\(name)-ubyte.gz")
        }
        let truncated = try cluster.start("search", study, "--data-folder", data.path)
        #expect(try await truncated.end() == 2)
        expectOneLine(truncated, "-ubyte.gz")
      }
    }
  }
}
