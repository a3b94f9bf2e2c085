import Glibc
import Randomness
import Testing

extension Programs {
  /// The shell's promise: what is acknowledged is in the file, whenever the coordinator ends.
  @Suite struct Durability {
    /// More functions than any of these tests gets results for.
    private var study: SmallStudy {
      SmallStudy(budget: 300, baselines: [], schemas: ["unary(unary(x))"])
    }

    /// Expects that a ledger has every result that was acknowledged.
    private func expect(_ acknowledged: [Int: Double], in cluster: Cluster) async throws {
      let trials = try await cluster.trials(of: "small.ledger")
      for (order, accuracy) in acknowledged.sorted(by: { $0.key < $1.key }) {
        let trial = trials.first { $0.order == order }
        #expect(trial?.state == "completed", "order \(order) was acknowledged and is not there")
        #expect(trial?.validationAccuracy == accuracy, "order \(order)")
      }
    }

    @Test func `nothing is acknowledged that a full disk had no room for`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(study)
        let launcher = [
          "/usr/bin/env", "--default-signal=XFSZ", "/bin/sh", "-c",
          "ulimit -f 1200; exec \"$0\" \"$@\"",
        ]
        let (coordinator, address) = try await cluster.startCoordinator(study, by: launcher)
        var worker = try await PlayedWorker(at: address, slots: 4, epochs: 200)
        #expect(try await worker.work() == false)
        #expect(try await coordinator.end() == 4)
        await worker.close()
        #expect(worker.acknowledged.count > 3, "\(worker.acknowledged)")
        try await expect(worker.acknowledged, in: cluster)
      }
    }

    @Test func `nothing is acknowledged that a killed coordinator has not stored`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(study)
        var generator = Generator(seed: Seed(3))
        var (coordinator, address) = try await cluster.startCoordinator(study)
        var worker = try await PlayedWorker(at: address, slots: 8, epochs: 5)
        for _ in 1...8 {
          let last = worker.acknowledged.count + 1 + generator.uniform(below: 12)
          let process = coordinator.id
          // The next commit may be on its way by then.
          let isFinished = try await worker.work { if $0 == last { kill(process, SIGKILL) } }
          #expect(!isFinished)
          #expect(try await coordinator.end() == -SIGKILL)
          try await expect(worker.acknowledged, in: cluster)
          (coordinator, _) = try await cluster.startCoordinator(study, at: address)
        }
        #expect(try await worker.work())
        await worker.close()
        #expect(try await coordinator.end() == 0)
        try await expect(worker.acknowledged, in: cluster)
        #expect(worker.acknowledged.count == 300)
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 300)
      }
    }
  }
}
