import Foundation
import Glibc
import Messages
import Orders
import Testing
import Transport

extension Programs {
  /// Looking into a study while it runs, in its file and over the wire.
  @Suite struct Looks {
    @Test func `every command reads the ledger and the running coordinator`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 25, epochs: 40))
        let (coordinator, address) = try await cluster.startCoordinator(study)
        _ = try cluster.start("worker", "--connect", address, "--slots", "1")
        let watcher = try cluster.start("watch", "--connect", address, "--since", "0", "--json")
        try await watcher.seesEvent("a result") { $0.kind == "reported" }
        for source in [["--ledger", "small.ledger"], ["--connect", address]] {
          for command in ["status", "best", "trials"] {
            for format in ["table", "csv", "json"] {
              let program = try cluster.start([command] + source + ["--format", format])
              #expect(try await program.end() == 0)
              #expect(program.errors.isEmpty)
              try check(program.output, of: command, in: format)
            }
          }
        }
        coordinator.signal(SIGINT)
        #expect(try await coordinator.end() == 130)
      }
    }

    @Test func `a watcher knows from its start what it has seen, and shows nothing twice`()
      async throws
    {
      try await Cluster.run { cluster in
        let inbox = Inbox<Transport.Event>()
        let router = try await Router.start(
          binding: [Address("tcp://127.0.0.1:*")], delivering: inbox)
        let watcher = try cluster.start(
          "watch", "--connect", router.bound[0].description, "--json")
        func next() async throws -> (Peer, Message) {
          while let batch = await inbox.next() {
            for case .message(let peer, let frames) in batch {
              return (peer, try Envelope(decoding: try #require(frames.first)).message)
            }
          }
          throw CancellationError()
        }
        func send(_ message: Message, to peer: Peer) {
          router.send([Envelope(message: message).encoded()], to: peer)
        }
        let (peer, opening) = try await next()
        guard case .request(let request) = opening else {
          Issue.record("it began with \(opening)")
          return
        }
        send(
          .response(Response(id: request.id, result: .success(json: "{\"sequence\":5}"))),
          to: peer)
        #expect(try await next().1 == .subscribe(since: 5, credit: 1_000))
        for sequence: Int64 in [6, 6, 7, 9] {
          send(
            .event(EventNotice(sequence: sequence, time: 0, kind: "leased", fields: "{}")),
            to: peer)
        }
        send(.lagged(after: 0), to: peer)
        #expect(try await next().1 == .subscribe(since: 7, credit: 1_000))
        send(.finished, to: peer)
        #expect(try await watcher.end() == 0)
        #expect(try watcher.events().map(\.sequence) == [6, 7])
        await router.close()
      }
    }

    private func check(_ output: String, of command: String, in format: String) throws {
      let firstLine = output.split(separator: "\n").first ?? ""
      switch (format, command) {
      case ("json", "status"):
        let status = try JSONDecoder().decode(StatusRecord.self, from: Data(output.utf8))
        #expect(status.study == "small" && status.settled >= 1)
      case ("json", _):
        let trials = try JSONDecoder().decode([TrialRecord].self, from: Data(output.utf8))
        #expect(trials.contains { $0.state == "completed" })
      case (_, "status"):
        #expect(output.contains("search.completed"))
        #expect(format == "table" || firstLine == "key,value", "\(firstLine)")
      default:
        #expect(firstLine.contains("order") && firstLine.contains("worker"), "\(firstLine)")
        #expect(format == "table" || firstLine.contains(","), "\(firstLine)")
        #expect(output.contains("relu(x)"))
      }
    }
  }
}
