import Foundation
import Testing

extension Programs {
  /// A benchmark recorded by whole programs.
  @Suite struct Recordings {
    @Test func `every class is evaluated and written down, finite or not`() async throws {
      try await Cluster.run { cluster in
        var study = SmallStudy(name: "bench", policy: "exhaustive", budget: 27)
        study.top = 2
        let path = try cluster.write(study)
        let told = try await cluster.output(of: "benchmark", "record", path, "--output", "out")
        #expect(told.contains("of 27 classes in out"))
        let folder = cluster.folder.appending(path: "out").path
        let rows = try String(contentsOfFile: folder + "/results.csv", encoding: .utf8)
          .split(separator: "\n").dropFirst()
        let classes = rows.compactMap { $0.split(separator: ",").first.flatMap { Int($0) } }
        // The 27 operators are 27 functions.
        #expect(Set(classes) == Set(0..<27))
        // Two functions and one or two baselines have two more seeds each.
        #expect((27 + 6...27 + 8).contains(rows.count), "\(rows.count) rows")
        let copy = try String(contentsOfFile: folder + "/study.yaml", encoding: .utf8)
        #expect(copy == study.yaml)
        let about = try JSONSerialization.jsonObject(
          with: Data(contentsOf: URL(filePath: folder + "/about.json")))
        #expect((about as? [String: Any])?["evaluations"] as? Int == rows.count)
      }
    }

    @Test func `spectra are added, and policies play against the recording`() async throws {
      try await Cluster.run { cluster in
        let path = try cluster.write(SmallStudy(name: "bench", policy: "exhaustive", budget: 27))
        _ = try await cluster.output(of: "benchmark", "record", path)
        let told = try await cluster.output(of: "benchmark", "spectra", "bench")
        #expect(told.contains("finite classes in bench/spectra.gz"))
        let about = try JSONSerialization.jsonObject(
          with: Data(contentsOf: cluster.folder.appending(path: "bench/about.json")))
        let members = try #require(about as? [String: Any])
        #expect(members["evaluations"] != nil && members["spectraVersion"] as? Int == 1)
        let table = try await cluster.output(
          of: "benchmark", "run", "bench", "--policies", "random,evolution,knr-both,svr-both",
          "--repetitions", "2", "--limit", "12", "--csv", "curves.csv", "--svg", "curves.svg")
        for name in ["random", "evolution", "knr-both", "svr-both", "top 1 %", "top 10", "best"] {
          #expect(table.contains(name))
        }
        let curves = try String(
          contentsOf: cluster.folder.appending(path: "curves.csv"), encoding: .utf8)
        #expect(curves.split(separator: "\n").count == 1 + 4 * 12)
        let chart = try String(
          contentsOf: cluster.folder.appending(path: "curves.svg"), encoding: .utf8)
        #expect(chart.hasPrefix("<svg") && chart.contains(">knr-both<"))
      }
    }

    @Test func `a recording that was interrupted goes on`() async throws {
      try await Cluster.run { cluster in
        let study = SmallStudy(name: "bench", policy: "exhaustive", budget: 27, epochs: 8)
        let path = try cluster.write(study)
        let program = try cluster.start("benchmark", "record", path)
        try await program.says("3/27")
        program.signal(SIGINT)
        #expect(try await program.end() == 130)
        #expect(!FileManager.default.fileExists(atPath: cluster.folder.path + "/bench"))
        let told = try await cluster.output(of: "benchmark", "record", path)
        #expect(told.contains("27 evaluations of 27 classes in bench"))
      }
    }

    @Test func `a recording may be given spectra, and trains nothing again`() async throws {
      try await Cluster.run { cluster in
        var study = SmallStudy(name: "bench", policy: "exhaustive", budget: 27)
        let path = try cluster.write(study)
        _ = try await cluster.output(of: "benchmark", "record", path)
        let folder = cluster.folder.path + "/bench"
        let results = try String(contentsOfFile: folder + "/results.csv", encoding: .utf8)
        #expect(!FileManager.default.fileExists(atPath: folder + "/spectra.gz"))

        study.further = ", features: [outputs, spectrum], spectrum: {batch: 400}"
        try cluster.write(study)
        let program = try cluster.start("benchmark", "record", path)
        try await program.says("spectrum 3/")
        program.signal(SIGINT)
        #expect(try await program.end() == 130)
        let status: StatusRecord = try await cluster.read(
          "status", "--ledger", "bench.ledger", "--format", "json")
        #expect(status.phase == "featurisation", "it was interrupted too late for this test")
        _ = try await cluster.output(of: "benchmark", "record", path)
        #expect(try String(contentsOfFile: folder + "/results.csv", encoding: .utf8) == results)
        let recorded = try Data(contentsOf: URL(filePath: folder + "/spectra.gz"))
        let about = try String(contentsOfFile: folder + "/about.json", encoding: .utf8)
        #expect(about.contains(#""spectra":25"#), "\(about)")
        #expect(about.contains(#""spectraCommand":"hillock benchmark record bench.yaml""#))

        // Computed at once, without orders or workers, they are the same, byte for byte.
        let told = try await cluster.output(of: "benchmark", "spectra", "bench")
        #expect(told.contains("bench: 25 spectra of 27 finite classes"), "\(told)")
        #expect(try Data(contentsOf: URL(filePath: folder + "/spectra.gz")) == recorded)
      }
    }

    @Test(arguments: [
      ("random", 6, "expected 'exhaustive'"), ("exhaustive", 6, "expected the 27 classes"),
    ])
    func `only a study of every class is recorded`(
      policy: String, budget: Int, reason: String
    ) async throws {
      try await Cluster.run { cluster in
        let path = try cluster.write(SmallStudy(policy: policy, budget: budget))
        let program = try cluster.start("benchmark", "record", path)
        #expect(try await program.end() == 2)
        #expect(program.errors.contains(reason))
        #expect(!FileManager.default.fileExists(atPath: cluster.folder.path + "/small.ledger"))
      }
    }
  }
}
