import Foundation
import Glibc
import Messages
import Randomness
import TestSupport
import Testing
import Transport

extension Programs {
  /// What strangers may send to the coordinator's port while a study runs.
  @Suite struct Garbage {
    @Test func `100,000 random frames and raw bytes do not disturb a study`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 10, epochs: 8))
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        let worker = try cluster.start("worker", "--connect", address, "--slots", "1")
        try await watcher.seesEvent("a lease") { $0.kind == "leased" }

        let inbox = Inbox<Transport.Event>()
        let stranger = try await Dealer.start(
          connecting: Address(address), delivering: inbox,
          limits: Limits(backlogMessages: 200_000, backlogBytes: 256 << 20))
        var generator = Generator(seed: Seed(1))
        for _ in 0..<100_000 { stranger.send(garbage(&generator)) }
        for _ in 0..<100 { try sendRaw(garbage(&generator).flatMap { $0 }, to: address) }
        let isSent = await waitUntil(deadline: .seconds(60)) {
          stranger.traffic.messagesSent >= 100_000
        }
        #expect(isSent, "\(stranger.traffic)")
        #expect(coordinator.isRunning, "the study had ended before all was sent")
        await stranger.close()

        for program in [coordinator, worker, watcher] { #expect(try await program.end() == 0) }
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 10)
        #expect(trials.allSatisfy { $0.attempt == 1 && $0.failures.isEmpty && $0.losses == 0 })
        let events = try watcher.events()
        #expect(events.map(\.sequence) == Array(1..<events.count + 1))
        #expect(!events.contains { ["worker-lost", "lease-lost"].contains($0.kind) })
        // A flood of garbage is no flood of log lines.
        #expect(coordinator.errors.count { $0 == "\n" } < 1_000)
      }
    }

    /// Random frames: noise, and now and then an envelope with a few bytes changed.
    private func garbage(_ generator: inout Generator) -> [[UInt8]] {
      (0..<(generator.uniform(below: 8) == 0 ? 3 : 1)).map { _ in
        var bytes: [UInt8]
        if generator.uniform(below: 4) == 0 {
          bytes = Envelope(study: "small", message: .ready(capacity: 4)).encoded()
          for _ in 0..<3 {
            bytes[generator.uniform(below: bytes.count)] = UInt8(generator.uniform(below: 256))
          }
        } else {
          bytes = (0..<generator.uniform(below: 200)).map { _ in
            UInt8(generator.uniform(below: 256))
          }
        }
        return bytes
      }
    }

    /// Sends bytes over a connection that says nothing of ZeroMQ, and closes it.
    private func sendRaw(_ bytes: [UInt8], to address: String) throws {
      guard case .tcp(_, let port?) = try Address(address).place else { return }
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = in_port_t(port).bigEndian
      name.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
      let length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let status = unsafe withUnsafePointer(to: &name) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe Glibc.connect(descriptor, $0, length)
        }
      }
      try #require(status == 0, "cannot connect (errno \(errno))")
      _ = unsafe bytes.withUnsafeBytes { bytes in
        unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
    }
  }
}
