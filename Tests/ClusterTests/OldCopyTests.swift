import Foundation
import Glibc
import Testing

extension Programs {
  /// Ledgers that somebody copied back.
  @Suite struct OldCopies {
    private static let suffixes = ["", "-wal", "-shm"]

    private func copy(_ ledger: String, to other: String, in cluster: Cluster) throws {
      let files = FileManager.default
      for suffix in Self.suffixes {
        let (from, to) = (
          cluster.folder.appending(path: ledger + suffix).path,
          cluster.folder.appending(path: other + suffix).path
        )
        if files.fileExists(atPath: to) { try files.removeItem(atPath: to) }
        if files.fileExists(atPath: from) { try files.copyItem(atPath: from, toPath: to) }
      }
    }

    @Test func `a copy that lacks one result is refused, and the true ledger goes on`() async throws
    {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 8, epochs: 12))
        let (first, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        let worker = try cluster.start(
          ["worker", "--connect", address, "--slots", "1", "--name", "knows"],
          environment: ["HILLOCK_LOG": "debug"])
        try await watcher.seesEvent("a result") { $0.kind == "reported" }
        // A copy of all three files, made while nothing is written.
        first.signal(SIGSTOP)
        try copy("small.ledger", to: "copy.ledger", in: cluster)
        let copied = try #require(try watcher.events().last?.sequence)
        first.signal(SIGCONT)
        // Whoever reports on an order was told of its lease.
        let lease = try await watcher.seesEvent("a lease after it") {
          $0.kind == "leased" && $0.sequence > copied
        }
        try await watcher.seesEvent("its result") {
          $0.kind == "reported" && $0.order == lease.order
        }
        first.signal(SIGKILL)
        _ = try await first.end()
        worker.signal(SIGSTOP)
        try copy("small.ledger", to: "true.ledger", in: cluster)
        try copy("copy.ledger", to: "small.ledger", in: cluster)

        let (second, _) = try await cluster.startCoordinator(study, at: address)
        // Others come first, and the copy grows beyond what the worker knows.
        let others = try (1...4).map { number in
          try cluster.start(
            "worker", "--connect", address, "--slots", "1", "--name", "new-\(number)")
        }
        try await second.says("2/8")
        worker.signal(SIGCONT)
        #expect(try await second.end() == 3)
        #expect(
          second.errors.contains("ledger refused: worker knows has seen event "), "\(second.errors)"
        )
        #expect(second.errors.contains("; this is an old copy"))
        for other in others {
          other.signal(SIGKILL)
          _ = try await other.end()
        }
        watcher.signal(SIGKILL)

        try copy("true.ledger", to: "small.ledger", in: cluster)
        let (third, _) = try await cluster.startCoordinator(study, at: address)
        for program in [third, worker] { #expect(try await program.end() == 0) }
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 8)
        #expect(trials.allSatisfy { $0.attempt == 1 && $0.losses == 0 && $0.failures.isEmpty })
      }
    }
  }
}
