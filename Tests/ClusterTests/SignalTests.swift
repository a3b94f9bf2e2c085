import Glibc
import TestSupport
import Testing

extension Programs {
  /// Interrupts and requests to end.
  @Suite struct Signals {
    @Test func `an interrupted search goes on with the same command`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 8, epochs: 8, top: 1))
        let search = try cluster.start("search", study, "--slots", "2")
        try await search.says("2/8")
        let processes = search.descendants
        search.signal(SIGINT)
        #expect(try await search.end() == 130)
        #expect(search.errors.contains("interrupted; the same command continues with"))
        #expect(search.output.isEmpty)
        let isGone = await waitUntil(deadline: .seconds(5)) {
          !processes.contains { isAlive($0) }
        }
        #expect(isGone, "a worker or a slot outlives its search")

        let report = try await cluster.output(of: "search", study, "--slots", "2")
        #expect(report.contains("8 evaluations"))
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 8)
        #expect(trials.allSatisfy { $0.failures.isEmpty && $0.losses == 0 })
        // Without a terminal there are plain lines only.
        let isPlain = search.errors.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 32 }
        #expect(isPlain, "control characters without a terminal")
      }
    }

    @Test func `a worker that is asked to end finishes its evaluation first`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 3, epochs: 16))
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        let drained = try cluster.start(
          "worker", "--connect", address, "--slots", "1", "--name", "drained")
        let lease = try await watcher.seesEvent("a lease") { $0.kind == "leased" }
        drained.signal(SIGTERM)
        #expect(try await drained.end() == 0)
        let left = try await watcher.seesEvent("its leave") { $0.kind == "worker-left" }
        let report = try await watcher.seesEvent("its report") { $0.kind == "reported" }
        #expect(report.order == lease.order && report.sequence < left.sequence)

        let other = try cluster.start("worker", "--connect", address, "--slots", "1")
        for program in [coordinator, other, watcher] { #expect(try await program.end() == 0) }
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 3)
        #expect(
          trials.allSatisfy { $0.attempt == 1 && $0.failures.isEmpty && $0.losses == 0 })
        #expect(trials.first?.worker == "drained")
      }
    }

    @Test func `a second request gives the evaluation back, uncharged`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 2, epochs: 200))
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        let hasty = try cluster.start("worker", "--connect", address, "--slots", "1")
        let lease = try await watcher.seesEvent("a lease") { $0.kind == "leased" }
        hasty.signal(SIGTERM)
        try await hasty.says("Draining")
        hasty.signal(SIGTERM)
        #expect(try await hasty.end() == 0)
        let loss = try await watcher.seesEvent("the lease's end") { $0.kind == "lease-lost" }
        #expect(loss.order == lease.order && loss.reason == "given back")
        coordinator.signal(SIGTERM)
        #expect(try await coordinator.end() == 130)
        let trial = try #require(try await cluster.trials(of: "small.ledger").first)
        #expect(trial.losses == 0 && trial.failures.isEmpty && trial.state == "waiting")
      }
    }

    @Test func `a watcher of nobody waits until it is interrupted`() async throws {
      try await Cluster.run { cluster in
        let watcher = try cluster.start("watch", "--connect", "tcp://127.0.0.1:1", "--json")
        let isReady = await waitUntil(deadline: .seconds(10)) { watcher.catches(SIGINT) }
        #expect(isReady && watcher.isRunning)
        let worker = try cluster.start(
          ["worker", "--connect", "tcp://127.0.0.1:1", "--slots", "1"],
          environment: ["HILLOCK_FAULT": "abort:relu(x)"])
        try await worker.says("warning: HILLOCK_FAULT is 'abort:relu(x)'")
        try await watcher.says("no answer from tcp://127.0.0.1:1 yet; still trying")
        try await worker.says("No answer from a coordinator yet")
        worker.signal(SIGTERM)
        #expect(try await worker.end() == 0)
        watcher.signal(SIGINT)
        #expect(try await watcher.end() == 130)
        #expect(watcher.output.isEmpty)
      }
    }
  }
}
