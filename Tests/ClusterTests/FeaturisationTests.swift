import Foundation
import Glibc
import Testing

extension Programs {
  /// Spectra as work of coordinator and workers, some of which are killed.
  @Suite struct Featurisations {
    /// Sixty spectra of a network whose spectrum takes a moment, then three trainings.
    private static let study = SmallStudy(
      further: ", features: [outputs, spectrum], spectra: 60, spectrum: {batch: 200}", budget: 3,
      schemas: ["binary(unary(x),unary(x))"])

    @Test func `a killed worker and a killed coordinator cost no spectrum`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(Self.study)
        let (first, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        func startWorker(_ name: String) throws -> RunningProgram {
          try cluster.start("worker", "--connect", address, "--slots", "1", "--name", name)
        }
        let unlucky = try startWorker("one")
        let other = try startWorker("two")
        try await watcher.seesEvent("a spectrum of worker one") {
          $0.kind == "featurised" && $0.worker == "one"
        }
        unlucky.signal(SIGKILL)
        #expect(try await unlucky.end() == -SIGKILL)
        let killed = try #require(try watcher.events().last?.sequence)
        let again = try startWorker("one")
        try await watcher.seesEvent("a spectrum of the new worker one") {
          $0.kind == "featurised" && $0.worker == "one" && $0.sequence > killed
        }
        first.signal(SIGKILL)
        #expect(try await first.end() == -SIGKILL)
        let status: StatusRecord = try await cluster.read(
          "status", "--ledger", "small.ledger", "--format", "json")
        #expect(status.phase == "featurisation", "the coordinator died too late for this test")
        let (second, _) = try await cluster.startCoordinator(study, at: address)
        for program in [second, other, again, watcher] {
          #expect(try await program.end() == 0, "\(program.arguments)")
        }
        try await expectExactSpectra(60, in: cluster, events: try watcher.events())
      }
    }

    /// Expects every spectrum once, all before the first proposal, and an exact search after.
    private func expectExactSpectra(
      _ count: Int, in cluster: Cluster, events: [EventRecord]
    ) async throws {
      #expect(events.map(\.sequence) == Array(1..<events.count + 1))
      let featurised = events.filter { $0.kind == "featurised" }
      #expect(featurised.compactMap(\.order).sorted() == Array(1...count))
      let finished = try #require(events.first { $0.kind == "featurisation-finished" })
      #expect(featurised.allSatisfy { $0.sequence < finished.sequence })
      #expect(
        events.filter { $0.kind == "proposed" }.allSatisfy { $0.sequence > finished.sequence })
      #expect(!events.contains { ["duplicate", "retried", "quarantined"].contains($0.kind) })

      let spectra: [TrialRecord] = try await cluster.read(
        "trials", "--spectra", "--ledger", "small.ledger", "--format", "json")
      #expect(spectra.map(\.order) == Array(1...count))
      #expect(Set(spectra.map(\.candidate)).count == count, "a class was featurised twice")
      #expect(spectra.allSatisfy { $0.isSettled && $0.failures.isEmpty })
      #expect(spectra.prefix(2).map(\.function) == ["relu(x)", "tanh(x)"], "baselines first")

      let trials = try await cluster.trials(of: "small.ledger")
      #expect(trials.map(\.order) == Array(count + 1...count + 3) && trials.allSatisfy(\.isSettled))
      #expect(trials.compactMap(\.proposal) == [1, 2, 3])
    }

    @Test func `a search shows the progress of its spectra, and counts them apart`() async throws {
      try await Cluster.run { cluster in
        var small = Self.study
        small.further = ", features: [spectrum], spectra: 6"
        let study = try cluster.write(small)
        let plan = try await cluster.output(of: "search", study, "--dry-run")
        #expect(plan.contains("spectra"))
        let search = try cluster.start("search", study, "--slots", "2")
        #expect(try await search.end() == 0)
        #expect(search.errors.contains("featurising: 6 spectra"))
        #expect(search.errors.contains("spectrum 6/6"))
        #expect(search.errors.contains("3/3"))
        let status = try await cluster.output(
          of: "status", "--ledger", "small.ledger", "--format", "json")
        let settled = #""spectra":{"waiting":0,"running":0,"completed":6"#
        #expect(status.contains(settled) && status.contains(#""settled":3"#), "\(status)")
      }
    }
  }
}
