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

    @Test func `a dry run and a lower budget tell what the ledger holds, and change nothing`()
      async throws
    {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 3))
        let before = try await cluster.output(of: "search", study, "--dry-run")
        let isNew = before.split(separator: "\n").contains { line in
          line.split(separator: " ") == ["settled", "-"]
        }
        #expect(isNew, "\(before)")
        let ledger = cluster.folder.appending(path: "small.ledger")
        #expect(!FileManager.default.fileExists(atPath: ledger.path))
        #expect(!FileManager.default.fileExists(atPath: ledger.path + ".lock"))
        try await cluster.output(of: "search", study, "--slots", "1")
        let bytes = try Data(contentsOf: ledger)
        for arguments in [["--dry-run"], []] {
          let lower = try cluster.start(["search", study, "--budget", "2"] + arguments)
          #expect(try await lower.end() == 0)
          #expect(
            lower.errors.contains(
              "note: the budget of 2 has no effect: 3 evaluations have been made already\n"))
          if !arguments.isEmpty { #expect(try Data(contentsOf: ledger) == bytes) }
        }
      }
    }

    @Test func `a status begins with what people ask for`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 2))
        try await cluster.output(of: "search", study, "--slots", "1")
        let table = try await cluster.output(of: "status")
        let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows.prefix(5).map(\.first) == ["key", "study", "phase", "settled", "budget"])
        #expect(!table.contains("spectra.") && !table.contains("plan"))
        let time = try #require(rows.first { $0.first == "time" })
        #expect(time.count == 4 && time.last == "UTC" && time[1].hasPrefix("20"), "\(time)")
        let csv = try await cluster.output(of: "status", "--format", "csv")
        #expect(csv.contains("spectra.waiting,0") && csv.contains("plan,\"input"))
      }
    }

    @Test func `export takes the first line of the confirmation table, baseline or not`()
      async throws
    {
      try await Cluster.run { cluster in
        // Found functions that cannot learn, beside baselines that can.
        let study = try cluster.write(
          SmallStudy(
            budget: 4, epochs: 3, baselines: ["relu(x)", "tanh(x)"], schemas: ["zero(unary(x))"],
            top: 3))
        let search = try cluster.start("search", study, "--slots", "2", "--format", "json")
        #expect(try await search.end() == 0)
        struct Report: Decodable {
          struct Confirmation: Decodable {
            struct Function: Decodable {
              let function: String
              let beats: Bool
            }
            let reference: String
            let functions: [Function]
          }
          let confirmation: Confirmation
        }
        #expect(search.errors.contains("note: the space has 3 functions to try, the budget is 4"))
        #expect(search.errors.contains("no more functions to try: the search ends with these 3\n"))
        let table = try JSONDecoder().decode(Report.self, from: Data(search.output.utf8))
          .confirmation
        #expect(table.functions.allSatisfy { !$0.beats })
        for (rank, row) in table.functions.enumerated() {
          let export = try cluster.start("export", "--rank", "\(rank + 1)")
          #expect(try await export.end() == 0)
          #expect(export.output.contains("\"\"\"\(row.function)\"\"\""), "\(export.output)")
          #expect(
            export.errors == "note: no function is shown to beat \(table.reference)\n",
            "\(export.errors)")
        }
      }
    }

    @Test func `a copy without its log is told what it lacks`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 6, epochs: 40))
        let search = try cluster.start("search", study, "--slots", "1")
        try await search.says("1/6")
        let ledger = cluster.folder.appending(path: "small.ledger")
        try Data(contentsOf: ledger).write(to: cluster.folder.appending(path: "copy.db"))
        let status = try cluster.start("status", "--ledger", "copy.db")
        #expect(try await status.end() == 2)
        expectOneLine(status, "needs the files -wal and -shm beside it")
        search.signal(SIGINT)
        #expect(try await search.end() == 130)
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
