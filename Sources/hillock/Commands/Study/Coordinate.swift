import Studies
import ArgumentParser
import Coordination
import Logging
import Orders
import Storage
import Transport

/// `hillock coordinator`: the head node of a study.
struct Coordinate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coordinator",
    abstract: "Serves a study to workers on this and other machines; starts or continues.")

  @OptionGroup var options: StudyOptions

  @Option(help: "Where workers, watchers and operators dial in.")
  var listen = "tcp://127.0.0.1:7117"

  @Flag(help: "Listen on an address of other machines although nothing is encrypted.")
  var insecure = false

  @OptionGroup var output: FormatOption

  func run() async throws {
    let format = try output.resolved()
    let address = try Address(listen)
    let (study, yaml) = try options.resolved()
    if options.dryRun { return try options.rehearse(study, yaml: yaml, format) }
    let file = try options.open(study, yaml: yaml)
    if insecure, !address.isLoopback {
      Console.note("warning: --insecure: \(address) is open to everybody, and nothing is encrypted")
    }
    let run = StudyRun(
      study: study, file: file, addresses: [address], allowsInsecure: insecure, timing: Timing(),
      logger: try Log.make("hillock.coordinator", default: .error))
    let display = try SearchDisplay(
      total: study.study.search.budget, reader: file.reader)
    let ending = try await run.run(announce: { display.show($0) })
    display.finish()
    try StudyEnd(study: study, file: file, ending: ending).conclude(format)
  }
}
