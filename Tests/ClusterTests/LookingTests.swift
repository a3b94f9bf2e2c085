import Foundation
import Testing

extension Programs {
  /// Looking into a study while it runs, in its file and over the wire.
  @Suite struct Looks {
    @Test func `every command reads the ledger and the running coordinator`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 10, epochs: 16))
        let (coordinator, address) = try await cluster.startCoordinator(study)
        let worker = try cluster.start("worker", "--connect", address, "--slots", "1")
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
        #expect(coordinator.isRunning, "the study had ended before all was asked")
        for program in [coordinator, worker] { #expect(try await program.end() == 0) }

        let status: StatusRecord = try await cluster.read(
          "status", "--ledger", "small.ledger", "--format", "json")
        #expect(
          status
            == StatusRecord(
              study: "small", phase: "finished", budget: 10, settled: 10,
              sequence: try #require(try watcher.events().last).sequence, incarnation: 1))
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
