import Foundation
import Testing

extension Programs {
  /// Disks that are full or cannot be written.
  @Suite struct Disks {
    @Test func `a ledger that cannot grow ends a search with 4, and it goes on later`() async throws
    {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 20, top: 1))
        // The test's own runner may ignore the signal already, and children inherit that.
        let launcher = [
          "/usr/bin/env", "--default-signal=XFSZ", "/bin/sh", "-c",
          "ulimit -f 600; exec \"$0\" \"$@\"",
        ]
        let search = try cluster.start(["search", study, "--slots", "1"], by: launcher)
        #expect(try await search.end() == 4)
        let errors = search.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
        #expect(errors.count == 1 && errors[0].contains("small.ledger"))
        let before = try await cluster.trials(of: "small.ledger").filter(\.isSettled)
        #expect(!before.isEmpty)

        try await cluster.output(of: "search", study, "--slots", "1")
        let after = try await cluster.trials(of: "small.ledger")
        expectExact(after, budget: 20)
        #expect(after.filter { trial in before.contains(trial) } == before, "a result was lost")
      }
    }

    @Test func `what cannot be printed is a failure`() async throws {
      try await Cluster.run { cluster in
        let launcher = ["/bin/sh", "-c", "exec \"$0\" \"$@\" > /dev/full"]
        for command in [
          ["space", "unary(x)"], ["search", try cluster.write(SmallStudy(budget: 2))], ["trials"],
        ] {
          let program = try cluster.start(command, by: launcher)
          #expect(try await program.end() == 4)
          #expect(program.errors.contains("error: cannot write to standard output: "))
        }
        expectExact(try await cluster.trials(of: "small.ledger"), budget: 2)
      }
    }

    @Test func `a ledger cannot begin where nothing can be written`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy())
        // The system's own folder is read-only even for root.
        let search = try cluster.start("search", study, "--ledger", "/sys/small.ledger")
        #expect(try await search.end() == 2)
        expectOneLine(search, "cannot write ledger /sys/small.ledger: ")
        let lost = try cluster.start("search", study, "--ledger", "none/small.ledger")
        #expect(try await lost.end() == 2)
        expectOneLine(lost, "no such file or folder")
      }
    }
  }
}
