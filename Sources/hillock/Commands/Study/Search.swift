import ArgumentParser
import Coordination
import Foundation
import Logging
import Orders
import Storage
import Studies
import Transport
import Working

/// `hillock search`: coordinator and local workers in one go.
struct Search: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Searches: a coordinator and local workers in one go; starts or continues.")

  @OptionGroup var options: StudyOptions

  @Option(help: "How many local worker processes.")
  var workers = 1

  @Option(help: "How many evaluations at once, over all workers; the cores at hand otherwise.")
  var slots: Int?

  @Option(help: "An address at which others may watch and work too, such as tcp://127.0.0.1:7117.")
  var listen: String?

  @Flag(help: "Listen on an address of other machines although nothing is encrypted.")
  var insecure = false

  @OptionGroup var output: FormatOption

  func validate() throws {
    guard (1...256).contains(workers) else {
      throw ValidationError("--workers is \(workers); expected 1 to 256")
    }
    if let slots, !(workers...4_096).contains(slots) {
      throw ValidationError("--slots is \(slots); expected \(workers) (one a worker) to 4096")
    }
  }

  func run() async throws {
    let format = try output.resolved()
    let address = try listen.map { try Address($0) }
    let (study, yaml) = try options.resolved()
    if options.dryRun { return try Console.print(DryRun(study: study).text(format)) }
    let file = try options.open(study, yaml: yaml)
    let folder = try SocketFolder()
    defer { folder.remove() }
    let local = try Address("ipc://" + folder.path + "/coordinator")
    var timing = Timing()
    // The workers of an earlier run ended with it: nobody comes back for their leases.
    if address == nil { timing.grace = .zero }
    let logger = try Log.make("hillock.search", default: .error)
    let run = StudyRun(
      study: study, file: file, addresses: [local] + (address.map { [$0] } ?? []),
      allowsInsecure: insecure, timing: timing, logger: logger)
    let slots = max(workers, self.slots ?? availableCores())
    let team = LocalWorkers(
      address: local, count: workers, slots: slots, folders: options.folders, logger: logger)
    let display = try SearchDisplay(
      total: study.study.search.budget, reader: file.reader)
    let ending = try await run.run(announce: { display.show($0) }, beside: { await team.run() })
    display.finish()
    try StudyEnd(study: study, file: file, ending: ending).conclude(format)
  }
}
