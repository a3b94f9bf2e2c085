import Foundation
import Testing

extension Programs {
  /// The page that says what JSON holds.
  @Suite struct Keys {
    /// `docs/json.md` by its sections: words in code marks below each heading.
    private struct Page {
      /// By the names in a heading; what is above the first is under the empty name.
      private var words: [String: Set<String>] = [:]

      init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
          .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
          contentsOf: root.appending(path: "docs/json.md"), encoding: .utf8)
        for (place, section) in text.components(separatedBy: "\n## ").enumerated() {
          let heading = place == 0 ? "" : String(section.prefix { $0 != "\n" })
          let coded = section.components(separatedBy: "`").enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }
          let found = coded.flatMap { $0.element.split { !$0.isLetter && !$0.isNumber } }
          for name in heading.components(separatedBy: ", ") {
            words[name, default: []].formUnion(found.map(String.init))
          }
        }
      }

      /// Whether a key is named in the sections, or says why such a key is null.
      func names(_ key: String, in sections: [String]) throws -> Bool {
        for section in sections + [""] {
          let words = try #require(words[section], "no section of docs/json.md is \(section)'s")
          if words.contains(key) { return true }
          if key.hasSuffix("Reason"), words.contains(String(key.dropLast(6))) { return true }
        }
        return false
      }
    }

    /// The keys of all objects in a value.
    private func keys(_ value: Any) -> Set<String> {
      if let list = value as? [Any] { return Set(list.flatMap(keys)) }
      guard let object = value as? [String: Any] else { return [] }
      return Set(object.keys).union(object.values.flatMap(keys))
    }

    /// Runs a command and expects all its keys in its section, or in others that this refers to.
    private func expectNamed(
      _ arguments: String..., under sections: String..., of page: Page, in cluster: Cluster
    ) async throws {
      let program = try cluster.start(arguments + ["--format", "json"])
      #expect(try await program.end() == 0, "\(arguments)")
      let found = keys(try JSONSerialization.jsonObject(with: Data(program.output.utf8)))
      #expect(!found.isEmpty, "\(arguments)")
      let unnamed = try found.filter { try !page.names($0, in: sections) }
      #expect(unnamed.isEmpty, "docs/json.md lacks \(unnamed.sorted()) of \(arguments)")
    }

    @Test func `it names what a study prints`() async throws {
      try await Cluster.run { cluster in
        let page = try Page()
        let study = try cluster.write(
          SmallStudy(
            policy: "aquasurf", further: ", features: [outputs, spectrum], spectra: 4", budget: 6,
            baselines: ["relu(x)", "swish(x)", "tanh(x)"], top: 1))
        try await expectNamed("search", study, "--dry-run", under: "search", of: page, in: cluster)
        try await expectNamed(
          "search", study, "--slots", "2", under: "search", "status", "trials", of: page,
          in: cluster)
        try await expectNamed("status", under: "status", of: page, in: cluster)
        try await expectNamed("best", under: "best", of: page, in: cluster)
        try await expectNamed("trials", under: "trials", of: page, in: cluster)
        try await expectNamed("trials", "--spectra", under: "trials", of: page, in: cluster)
        try await expectNamed("explain", "relu(x)", under: "explain", of: page, in: cluster)
        try await expectNamed("replay", "small.ledger", under: "replay", of: page, in: cluster)
      }
    }

    @Test func `it names what a benchmark prints`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(name: "bench", policy: "exhaustive", budget: 27))
        try await cluster.output(of: "benchmark", "record", study)
        // Too short for the best class, so that there are misses.
        try await expectNamed(
          "benchmark", "run", "bench", "--policies", "random", "--repetitions", "3", "--limit", "4",
          under: "benchmark run", of: try Page(), in: cluster)
      }
    }

    @Test func `it names what is printed without a study`() async throws {
      try await Cluster.run { cluster in
        let page = try Page()
        try await expectNamed(
          "activation", "reciprocal(x)", "--at", "0,inf", "--export", "pytorch,jax,keras,c,swift",
          under: "activation", of: page, in: cluster)
        try await expectNamed("space", "unary(x)", "--list", under: "space", of: page, in: cluster)
        try await expectNamed(
          "train", "relu(x)", "--network", "mlp", "--dataset", "generated", "--epochs", "1",
          "--test", under: "train", "trials", of: page, in: cluster)
        try await expectNamed(
          "spectrum", "relu(x)", "--network", "mlp", "--dataset", "generated", under: "spectrum",
          of: page, in: cluster)
        try await expectNamed("network", "resnet-20", under: "network", of: page, in: cluster)
        try await expectNamed("doctor", under: "doctor", of: page, in: cluster)
      }
    }
  }
}
