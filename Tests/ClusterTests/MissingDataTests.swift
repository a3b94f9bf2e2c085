import Foundation
import Glibc
import Testing

/// Where Debian's package puts the images.
private let published = "/usr/share/datasets/fashion-mnist"

extension Programs {
  /// Machines without the study's data.
  ///
  /// These need Debian's package, which `scripts/bootstrap` installs.
  @Suite(.enabled(if: FileManager.default.fileExists(atPath: published)))
  struct MissingData {
    private var study: SmallStudy {
      var study = SmallStudy(budget: 3, baselines: ["relu(x)", "tanh(x)"])
      study.dataset = "fashion-mnist"
      return study
    }

    @Test func `the only worker has no data: it leaves, and a good one finishes the study`()
      async throws
    {
      try await Cluster.run { cluster in
        let (coordinator, address) = try await cluster.startCoordinator(cluster.write(study))
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        let bad = try cluster.start(
          "worker", "--connect", address, "--slots", "2", "--name", "bad", "--data-folder",
          "/nodata")
        #expect(try await bad.end() == 2)
        try expectReason(bad)
        let left = try await watcher.seesEvent("its goodbye") { $0.kind == "worker-left" }
        #expect(left.worker == "bad" && left.reason?.contains("no folder /nodata") == true)
        #expect(coordinator.isRunning)

        let good = try cluster.start("worker", "--connect", address, "--slots", "1")
        for program in [coordinator, good, watcher] { #expect(try await program.end() == 0) }
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 3)
        #expect(
          trials.allSatisfy { $0.state == "completed" && $0.failures.isEmpty && $0.losses == 0 })
      }
    }

    @Test func `beside a good worker, one without data costs nothing`() async throws {
      try await Cluster.run { cluster in
        let (coordinator, address) = try await cluster.startCoordinator(cluster.write(study))
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        let good = try cluster.start("worker", "--connect", address, "--slots", "1")
        try await watcher.seesEvent("a lease") { $0.kind == "leased" }
        let bad = try cluster.start(
          "worker", "--connect", address, "--slots", "1", "--data-folder", "/nodata")
        #expect(try await bad.end() == 2)
        try expectReason(bad)
        for program in [coordinator, good, watcher] { #expect(try await program.end() == 0) }
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 3)
        #expect(
          trials.allSatisfy { $0.state == "completed" && $0.failures.isEmpty && $0.losses == 0 })
        #expect(try !watcher.events().contains { ["retried", "quarantined"].contains($0.kind) })
      }
    }

    @Test func `a search whose data vanish ends with 2, and goes on when they are back`()
      async throws
    {
      try await Cluster.run { cluster in
        let files = FileManager.default
        let data = cluster.folder.path + "/data"
        try files.createSymbolicLink(atPath: data, withDestinationPath: published)
        let study = try cluster.write(study)
        let search = try cluster.start("search", study, "--slots", "1", "--data-folder", data)
        try await search.says("1/3")
        try files.removeItem(atPath: data)
        // A slot opens its data once; its successor will look for them.
        kill(try #require(search.descendants.last), SIGKILL)
        #expect(try await search.end() == 2)
        try expectReason(search)
        try files.createSymbolicLink(atPath: data, withDestinationPath: published)
        try await cluster.output(of: "search", study, "--slots", "1", "--data-folder", data)
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 3)
        #expect(trials.flatMap(\.failures).allSatisfy { $0.reason.contains("signal 9") })
      }
    }

    /// Expects one line that names the data, the folder and what is wanted.
    private func expectReason(_ program: RunningProgram) throws {
      let lines = program.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
      #expect(lines.count == 1)
      let line = try #require(lines.first)
      #expect(line.hasPrefix("error: this machine cannot do the study's work: "))
      #expect(line.contains("data set fashion-mnist in /") && line.contains(": no folder /"))
      #expect(
        line.hasSuffix(
          "; hash 47870aecc7bc3dde9a497b176d53970814bafb3ced8b37fd4255f88442bc39b1 expected"))
    }
  }
}
