import Foundation
import Glibc
import TestSupport
import Testing

extension Programs {
  /// Coordinator and workers as processes of their own, some of which are killed.
  @Suite struct Deaths {
    @Test func `a killed worker and a killed coordinator cost nothing`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 10, epochs: 12, top: 1))
        let (first, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start(
          "watch", "--connect", address, "--since", "0", "--json")
        func startWorker(_ name: String) throws -> RunningProgram {
          try cluster.start("worker", "--connect", address, "--slots", "1", "--name", name)
        }
        let unlucky = try startWorker("one")
        let other = try startWorker("two")

        let lost = try await watcher.seesEvent("a lease of worker one") {
          $0.kind == "leased" && $0.worker == "one"
        }
        let children = unlucky.descendants
        unlucky.signal(SIGKILL)
        #expect(try await unlucky.end() == -SIGKILL)
        let again = try startWorker("one")
        try await watcher.seesEvent("a lease of the new worker one") {
          $0.kind == "leased" && $0.worker == "one" && $0.sequence > lost.sequence
        }
        #expect(!children.contains { isAlive($0) })

        first.signal(SIGKILL)
        #expect(try await first.end() == -SIGKILL)
        let (second, _) = try await cluster.startCoordinator(study, at: address)
        let latecomer = try cluster.start(
          "watch", "--connect", address, "--since", "0", "--json")
        for program in [second, other, again, watcher, latecomer] {
          #expect(try await program.end() == 0, "\(program.arguments)")
        }

        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 10)
        #expect(trials.allSatisfy { $0.failures.isEmpty })
        let events = try watcher.events()
        #expect(events.map(\.sequence) == Array(1..<events.count + 1))
        #expect(events.last?.kind == "study-finished")
        #expect(try latecomer.events() == events)
        try expectNothingRepeated(events, trials, lost: lost)
      }
    }

    /// Expects that only the killed worker's order was given out again: what both workers trained
    /// when the coordinator died was reported by the attempt that had begun before.
    private func expectNothingRepeated(
      _ events: [EventRecord], _ trials: [TrialRecord], lost: EventRecord
    ) throws {
      let restart = try #require(events.first { $0.kind == "study-continued" })
      let before = events.filter { $0.sequence < restart.sequence }
      let reported = Set(before.filter { $0.kind == "reported" }.compactMap(\.order))
      let held = Set(before.filter { $0.kind == "leased" }.compactMap(\.order))
        .subtracting(reported)
      #expect(!held.isEmpty, "the coordinator died while nothing was trained")
      for event in events.filter({ $0.kind == "lease-lost" }) {
        #expect(event.order == lost.order && event.sequence < restart.sequence)
      }
      for trial in trials {
        let attempts = trial.order == lost.order ? 1...2 : 1...1
        #expect(attempts.contains(trial.attempt), "order \(trial.order)")
        let leases = events.filter { $0.kind == "leased" && $0.order == trial.order }
        #expect(attempts.contains(leases.count), "order \(trial.order)")
      }
      #expect(!events.contains { $0.kind == "duplicate" })
    }

    @Test func `a worker that stands still is lost within 5 s and may come back`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 3, epochs: 16))
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        let worker = try cluster.start(
          "worker", "--connect", address, "--slots", "1", "--name", "still")
        let lease = try await watcher.seesEvent("a lease") { $0.kind == "leased" }
        let stopped = Int(Date().timeIntervalSince1970 * 1_000)
        worker.signal(SIGSTOP)
        let loss = try await watcher.seesEvent("the loss") { $0.kind == "worker-lost" }
        // Silent for 4.3 s, noticed at the next tick, 250 ms later at most; 250 ms more are
        // allowed to two processes and a commit on a busy machine.
        #expect((3_900...5_250).contains(loss.time - stopped), "\(loss.time - stopped) ms")
        worker.signal(SIGCONT)
        #expect(try await coordinator.end() == 0)
        #expect(try await worker.end() == 0)
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 3)
        let trial = try #require(trials.first { $0.order == lease.order })
        #expect(trial.attempt == lease.attempt, "it was trained again")
      }
    }

    @Test func `a machine that is suspended charges nobody`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 3, epochs: 20, silence: 3))
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        let worker = try cluster.start("worker", "--connect", address, "--slots", "1")
        let lease = try await watcher.seesEvent("a lease") { $0.kind == "leased" }
        let slots = worker.descendants
        for process in [worker.id] + slots { kill(process, SIGSTOP) }
        // That takes longer than an evaluation may be silent.
        try await watcher.seesEvent("the loss") { $0.kind == "worker-lost" }
        for process in [worker.id] + slots { kill(process, SIGCONT) }
        for program in [coordinator, worker, watcher] { #expect(try await program.end() == 0) }
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 3)
        #expect(trials.allSatisfy { $0.failures.isEmpty })
        #expect(trials.first { $0.order == lease.order }?.attempt == lease.attempt)
      }
    }

    @Test func `a machine that goes down with its coordinator is not charged, name or no name`()
      async throws
    {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 2, epochs: 16))
        var (coordinator, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        var last = 0
        for _ in 1...2 {
          let worker = try cluster.start(
            "worker", "--connect", address, "--slots", "1", "--name", "box")
          last = try await watcher.seesEvent("a lease") {
            $0.kind == "leased" && $0.sequence > last
          }.sequence
          for program in [coordinator, worker] {
            program.signal(SIGKILL)
            _ = try await program.end()
          }
          (coordinator, _) = try await cluster.startCoordinator(study, at: address)
        }
        let worker = try cluster.start(
          "worker", "--connect", address, "--slots", "1", "--name", "box")
        for program in [coordinator, worker, watcher] { #expect(try await program.end() == 0) }
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 2)
        #expect(trials.allSatisfy { $0.losses == 0 && $0.failures.isEmpty })
        let losses = try watcher.events().filter { $0.kind == "lease-lost" }
        #expect(losses.count == 2)
        #expect(losses.allSatisfy { $0.reason == "its worker came back without it" })
      }
    }

    @Test func `a coordinator that stands still gets the reports that it missed`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 3, epochs: 20))
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let worker = try cluster.start(
          ["worker", "--connect", address, "--slots", "1"], environment: ["HILLOCK_LOG": "debug"])
        try await worker.says("Slot took an order")
        coordinator.signal(SIGSTOP)
        try await worker.says("Order has its report")
        coordinator.signal(SIGCONT)
        for program in [coordinator, worker] { #expect(try await program.end() == 0) }
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 3)
        #expect(trials.allSatisfy { $0.attempt == 1 && $0.losses == 0 && $0.failures.isEmpty })
      }
    }

    @Test func `leases wait 10 s for workers that died with their coordinator`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 4, epochs: 16))
        let (first, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        let dead = try cluster.start("worker", "--connect", address, "--slots", "1")
        let lease = try await watcher.seesEvent("a lease") { $0.kind == "leased" }
        first.signal(SIGKILL)
        dead.signal(SIGKILL)
        _ = try await first.end()
        let (second, _) = try await cluster.startCoordinator(study, at: address)
        let worker = try cluster.start("worker", "--connect", address, "--slots", "1")
        for program in [second, worker, watcher] { #expect(try await program.end() == 0) }
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 4)
        let events = try watcher.events()
        #expect(events.map(\.sequence) == Array(1..<events.count + 1))
        let restart = try #require(events.first { $0.kind == "study-continued" })
        let loss = try #require(events.first { $0.kind == "lease-lost" })
        #expect(loss.order == lease.order)
        #expect((9_900...12_000).contains(loss.time - restart.time))
        #expect(trials.first { $0.order == lease.order }?.losses == 0, "the loss was charged")
      }
    }

    @Test func `a killed search leaves nothing behind and goes on`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 8, epochs: 12, top: 1))
        let search = try cluster.start("search", study, "--workers", "2", "--slots", "2")
        try await search.says("2/8")
        let processes = search.descendants
        #expect(processes.count == 4, "two workers with a slot each")
        search.signal(SIGKILL)
        #expect(try await search.end() == -SIGKILL)
        let before: StatusRecord = try await cluster.read(
          "status", "--ledger", "small.ledger", "--format", "json")
        let isGone = await waitUntil(deadline: .seconds(5)) {
          !processes.contains { isAlive($0) }
        }
        #expect(isGone, "a worker or a slot outlives its search")
        // Its socket's folder stays until another search finds it, when it is no longer new.
        let sockets = try cluster.socketFolders
        #expect(sockets.count == 1)
        for folder in sockets {
          try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -120)], ofItemAtPath: folder)
        }
        try await cluster.output(of: "search", study, "--workers", "2", "--slots", "2")
        #expect(try cluster.socketFolders.isEmpty)
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 8)
        #expect(trials.allSatisfy { $0.failures.isEmpty && $0.losses == 0 })
        let status: StatusRecord = try await cluster.read(
          "status", "--ledger", "small.ledger", "--format", "json")
        #expect(status.phase == "finished" && status.settled == 8)
        #expect(status.incarnation > before.incarnation)
      }
    }
  }
}
