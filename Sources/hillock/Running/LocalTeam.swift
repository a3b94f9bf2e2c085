import ArgumentParser
import Coordination
import Foundation
import Logging
import Orders
import Storage
import Studies
import Transport
import Working

/// A coordinator and workers of its own, as the flags of a command describe them.
struct LocalTeam: ParsableArguments {
  @Option(
    parsing: .unconditional, help: "How many local worker processes. (default: 1)",
    transform: OptionValue.whole(in: 1...256))
  var workers = 1

  @Option(
    parsing: .unconditional,
    help: "How many evaluations at once, over all workers; the cores at hand otherwise.",
    transform: OptionValue.whole(in: 1...4_096))
  var slots: Int?

  @Option(help: "An address at which others may watch and work too, such as tcp://127.0.0.1:7117.")
  var listen: String?

  @Flag(help: "Listen on an address of other machines although nothing is encrypted.")
  var insecure = false

  func validate() throws {
    if let slots, slots < workers {
      throw ValidationError("--slots is \(slots); expected \(workers) (one a worker) to 4096")
    }
  }

  /// The address that others may use too.
  func address() throws -> Address? { try listen.map { try Address($0) } }

  /// Runs a study to its end, showing what happens.
  ///
  /// - Parameters:
  ///   - study: what to run.
  ///   - file: its ledger, open.
  ///   - command: what the log calls this program.
  ///   - folders: where workers find and keep data sets.
  /// - Returns: how it ended; nil when it was interrupted.
  /// - Throws: what keeps the coordinator from its work.
  func run(
    _ study: ResolvedStudy, file: LedgerFile, command: String, folders: FolderOptions
  ) async throws -> Ending? {
    let address = try address()
    let folder = try SocketFolder()
    defer { folder.remove() }
    let local = try Address("ipc://" + folder.path + "/coordinator")
    var timing = Timing()
    // The workers of an earlier run ended with it: nobody comes back for their leases.
    if address == nil { timing.grace = .zero }
    let logger = try Log.make("hillock.\(command)", default: .error)
    let run = StudyRun(
      study: study, file: file, addresses: [local] + (address.map { [$0] } ?? []),
      allowsInsecure: insecure, timing: timing, logger: logger)
    let slots = max(workers, self.slots ?? availableCores())
    let team = LocalWorkers(
      address: local, count: workers, slots: slots, folders: folders, logger: logger)
    let display = try SearchDisplay(total: study.study.search.budget, reader: file.reader)
    defer { display.finish() }
    return try await run.run(announce: { display.show($0) }, beside: { try await team.run() })
  }
}
