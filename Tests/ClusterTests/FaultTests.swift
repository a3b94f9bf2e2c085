import Testing

extension Programs {
  /// Children that abort, hang or grow, planted with HILLOCK_FAULT.
  @Suite struct Faults {
    @Test func `a child that aborts, hangs or grows costs only its evaluation`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(
          SmallStudy(
            budget: 4, baselines: ["relu(x)", "tanh(x)", "elu(x)", "swish(x)"], silence: 2,
            memory: 400))
        let search = try cluster.start(
          ["search", study, "--slots", "3"],
          environment: ["HILLOCK_FAULT": "abort:relu(x);hang:tanh(x);grow:elu(x)"])
        #expect(try await search.end() == 0)
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 4)
        for (function, reason) in [
          ("relu(x)", "signal 6"), ("tanh(x)", "no progress for 2 s"),
          ("elu(x)", "MiB of memory (limit 400 MiB)"),
        ] {
          let trial = try #require(trials.first { $0.function == function })
          #expect(trial.state == "quarantined")
          #expect(trial.attempt == 3 && trial.failures.count == 3, "\(function)")
          #expect(trial.failures.allSatisfy { $0.reason.contains(reason) }, "\(trial.failures)")
        }
        let others = trials.filter { $0.state != "quarantined" }
        #expect(others.allSatisfy { $0.failures.isEmpty && $0.attempt == 1 && $0.losses == 0 })
      }
    }

    @Test func `a failed order goes to another worker`() async throws {
      try await Cluster.run { cluster in
        let functions = ["relu(x)", "tanh(x)", "elu(x)", "swish(x)"]
        let study = try cluster.write(
          SmallStudy(budget: 4, epochs: 20, baselines: functions))
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let sound = try cluster.start(
          "worker", "--connect", address, "--slots", "1", "--name", "sound")
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        try await watcher.seesEvent("its hello") { $0.kind == "worker-joined" }
        let faulty = try cluster.start(
          ["worker", "--connect", address, "--slots", "1", "--name", "faulty"],
          environment: [
            "HILLOCK_FAULT": functions.map { "abort:" + $0 }.joined(separator: ";")
          ])
        for program in [coordinator, faulty, sound] { #expect(try await program.end() == 0) }
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 4)
        #expect(trials.allSatisfy { $0.state == "completed" && $0.worker == "sound" })
        #expect(trials.allSatisfy { $0.failures.count <= 1 })
        let failures = trials.flatMap(\.failures)
        #expect(!failures.isEmpty && failures.allSatisfy { $0.worker == "faulty" })
      }
    }

    @Test func `ten quarantined in a row end the study, which can go on`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 5, baselines: []))
        let list = try await cluster.output(
          of: "space", "unary(x)", "--no-baselines", "--list", "--format", "csv")
        // Every function of the space fails: one success in between would begin the count anew.
        let functions = list.split(separator: "\n").map { $0.split(separator: ",") }
          .filter { $0.count == 5 }.map { $0[2] }
        let failing = try cluster.start(
          ["search", study, "--slots", "10"],
          environment: [
            "HILLOCK_FAULT": functions.map { "abort:" + $0 }.joined(separator: ";")
          ])
        #expect(try await failing.end() == 4)
        #expect(failing.errors.contains("error: study given up: 10 orders in a row failed"))
        #expect(failing.output.isEmpty)
        try await cluster.output(of: "search", study, "--slots", "2")
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 5)
        #expect(trials.count { $0.state == "quarantined" } == 10)
      }
    }
  }
}
