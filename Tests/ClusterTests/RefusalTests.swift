import Foundation
import Messages
import Orders
import Testing
import Transport

extension Programs {
  /// What is turned away: other versions, ports and ledgers that are taken.
  @Suite struct Refusals {
    @Test func `a worker of another protocol version is refused`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy())
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let inbox = Inbox<Transport.Event>()
        let stranger = try await Dealer.start(connecting: Address(address), delivering: inbox)
        stranger.send([ofAnotherVersion(Envelope(message: .ready(capacity: 1)))])
        let answer = try await message(in: inbox)
        guard case .refused(let rejection) = answer else {
          Issue.record("answered \(answer)")
          return
        }
        #expect(rejection.code == .version)
        #expect(rejection.reason.contains("99"))
        await stranger.close()
        #expect(coordinator.isRunning)
      }
    }

    @Test func `a worker leaves a coordinator of another protocol version`() async throws {
      try await Cluster.run { cluster in
        let inbox = Inbox<Transport.Event>()
        let router = try await Router.start(
          binding: [Address("tcp://127.0.0.1:*")], delivering: inbox)
        let worker = try cluster.start(
          "worker", "--connect", router.bound[0].description, "--slots", "1")
        let peer = try await sender(in: inbox)
        router.send([ofAnotherVersion(Envelope(message: .whoAreYou))], to: peer)
        #expect(try await worker.end() == 3)
        #expect(worker.errors.contains("99"))
        await router.close()
      }
    }

    @Test func `what makes no sense is answered once`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy())
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let inbox = Inbox<Transport.Event>()
        let stranger = try await Dealer.start(connecting: Address(address), delivering: inbox)
        let frame = Envelope(message: .ready(capacity: 1)).encoded()
        for _ in 0..<3 { stranger.send([frame, frame]) }
        stranger.send([
          Envelope(message: .request(Request(id: 7, command: "status", arguments: []))).encoded()
        ])
        var answers: [Message] = []
        while answers.count < 2, let batch = await inbox.next() {
          for case .message(_, let frames) in batch {
            answers.append(try Envelope(decoding: try #require(frames.first)).message)
          }
        }
        guard case .refused(let rejection) = answers[0] else {
          Issue.record("answered \(answers)")
          return
        }
        #expect(rejection.code == .malformed)
        guard case .response(let response) = answers[1] else {
          Issue.record("answered \(answers)")
          return
        }
        #expect(response.id == 7)
        await stranger.close()
        #expect(coordinator.isRunning)
      }
    }

    @Test func `a watcher that has seen more than the ledger holds is refused`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy())
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let watcher = try cluster.start("watch", "--connect", address, "--since", "1000000")
        #expect(try await watcher.end() == 3)
        #expect(watcher.errors.contains("event 1000000 is not in the ledger"))
        #expect(coordinator.isRunning)
      }
    }

    @Test func `a port in use ends a coordinator in one line`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy())
        let other = try cluster.write(SmallStudy(name: "other"))
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let second = try cluster.start("coordinator", other, "--listen", address)
        #expect(try await second.end() == 3)
        expectOneLine(second, "cannot bind \(address): address already in use")
        #expect(coordinator.isRunning)
      }
    }

    @Test func `a ledger in use ends a second search, and the first goes on`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 6, epochs: 8))
        let first = try cluster.start("search", study, "--slots", "1")
        try await first.says("1/6")
        let second = try cluster.start("search", study, "--slots", "1")
        #expect(try await second.end() == 3)
        expectOneLine(second, "small.ledger is in use")
        #expect(second.errors.contains("\(first.id)"), "it does not say who uses it")
        let rehearsal = try cluster.start("search", study, "--dry-run")
        #expect(try await rehearsal.end() == 3)
        expectOneLine(rehearsal, "small.ledger is in use by process \(first.id)")
        #expect(try await first.end() == 0)
        expectExact(try await cluster.trials(of: "small.ledger"), budget: 6)
      }
    }

    @Test func `a ledger of another study or a newer program stays untouched`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 2))
        try await cluster.output(of: "search", study, "--slots", "1")
        let ledger = cluster.folder.appending(path: "small.ledger")
        let bytes = try Data(contentsOf: ledger)

        let other = try cluster.write(SmallStudy(name: "other", budget: 2))
        let foreign = try cluster.start("search", other, "--ledger", "small.ledger")
        #expect(try await foreign.end() == 3)
        expectOneLine(foreign, "belongs to another study: 'study'")
        let reseeded = try cluster.start("search", study, "--seed", "2")
        #expect(try await reseeded.end() == 3)
        expectOneLine(reseeded, "'search.seed'")
        for arguments in [[other, "--ledger", "small.ledger"], [study, "--seed", "2"]] {
          let rehearsal = try cluster.start(["search"] + arguments + ["--dry-run"])
          #expect(try await rehearsal.end() == 3)
          expectOneLine(rehearsal, "belongs to another study")
        }
        #expect(try Data(contentsOf: ledger) == bytes)

        // SQLite keeps the user's version in bytes 60 to 63 of a file.
        var newer = bytes
        newer[63] = 99
        try newer.write(to: ledger)
        for command in [
          ["search", study], ["search", study, "--dry-run"],
          ["trials", "--ledger", "small.ledger"],
        ] {
          let program = try cluster.start(command)
          #expect(try await program.end() == 3)
          expectOneLine(program, "version 99")
        }
        #expect(try Data(contentsOf: ledger) == newer)
      }
    }

    private func ofAnotherVersion(_ envelope: Envelope) -> [UInt8] {
      var bytes = envelope.encoded()
      // Field 1, a number of one byte: the version.
      precondition(bytes[0] == 0x08, "an envelope begins with its version (\(bytes[0]))")
      bytes[1] = 99
      return bytes
    }

    private func message(in inbox: Inbox<Transport.Event>) async throws -> Message {
      while let batch = await inbox.next() {
        for case .message(_, let frames) in batch {
          return try Envelope(decoding: try #require(frames.first)).message
        }
      }
      throw CancellationError()
    }

    private func sender(in inbox: Inbox<Transport.Event>) async throws -> Peer {
      while let batch = await inbox.next() {
        for case .message(let peer, _) in batch { return peer }
      }
      throw CancellationError()
    }
  }
}
