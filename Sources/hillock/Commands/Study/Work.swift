import ArgumentParser
import Foundation
import Logging
import Orders
import Spelling
import Transport
import Working

/// `hillock worker`: a box that trains for a coordinator.
struct Work: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Trains for a coordinator, on this machine.")

  @Option(help: "The coordinator's address.")
  var connect = "tcp://127.0.0.1:7117"

  @Option(
    parsing: .unconditional, help: "How many evaluations at once; the cores at hand otherwise.",
    transform: OptionValue.whole(in: 1...4_096))
  var slots: Int?

  @Option(help: "A name unlike every other worker's; host and process otherwise.")
  var name: String?

  @Option(name: .customLong("tag"), help: "Something to know about this worker, as key=value.")
  var tags: [String] = []

  @Option(
    parsing: .unconditional,
    help: "Drain after this time, such as 55m, before a batch system ends the worker.")
  var lifetime: String?

  @Flag(help: "Dial another machine although nothing is encrypted.")
  var insecure = false

  @Flag(help: "Wait for another study when one is finished.")
  var stay = false

  @Flag(help: .hidden)
  var parentPipe = false

  @OptionGroup(title: "Folders") var folders: FolderOptions

  func run() async throws {
    var settings = WorkerSettings(
      address: try Address(connect), program: Program.version, dataFolder: folders.data,
      cacheFolder: folders.cache)
    settings.slots = slots ?? availableCores()
    if let name { settings.name = try Self.checked(name, as: "--name") }
    guard tags.count <= 64 else {
      throw Failure("--tag is given \(tags.count) times; expected at most 64")
    }
    settings.tags = try tags.map { try Tag(argument: $0) }
    settings.allowsInsecure = insecure
    settings.lifetime = try lifetime.map { try Duration(argument: $0) }
    settings.staysOn = stay
    settings.endsWithInput = parentPipe
    if let faults = Environment.current["HILLOCK_FAULT"] {
      Console.note(
        "warning: HILLOCK_FAULT is \(quoted(faults)): evaluations of these functions will fail on "
          + "purpose, for tests; unset it for real work")
    }
    let logger = try Log.make("hillock.worker", default: parentPipe ? .error : .info)
    let code = try await runWorker(settings, logger: logger)
    if code != 0 { throw ExitStatus(rawValue: code) ?? ExitStatus.failed }
  }

  /// A text that a coordinator takes and a table can show.
  fileprivate static func checked(_ text: String, as flag: String) throws(Failure) -> String {
    guard (1...255).contains(text.utf8.count) else {
      throw Failure(
        "\(flag) is '\(text.prefix(60))', of \(text.utf8.count) bytes; expected 1 to 255")
    }
    return text
  }
}

extension Tag {
  /// Reads `key=value`.
  fileprivate init(argument text: String) throws(Failure) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw Failure("--tag is '\(text.prefix(60))'; expected key=value")
    }
    _ = try Work.checked(text, as: "--tag")
    self.init(key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
  }
}

extension Duration {
  /// Reads a time such as `90s`, `55m` or `2h`.
  fileprivate init(argument text: String) throws(Failure) {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600]
    guard let last = text.last, let unit = units[last], let count = Int(text.dropLast()), count > 0,
      count < 1_000_000
    else {
      throw Failure("--lifetime is '\(text.prefix(60))'; expected a time such as 90s, 55m or 2h")
    }
    self = .seconds(count * unit)
  }
}

/// `hillock evaluate`: a worker's slot, which speaks over its standard input and output.
struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A worker's slot; started by hillock worker.", shouldDisplay: false)

  @OptionGroup(title: "Folders") var folders: FolderOptions

  func run() async throws {
    let code = await runEvaluator(
      program: Program.version, dataFolder: folders.data, cacheFolder: folders.cache)
    if code != 0 { throw ExitStatus(rawValue: code) ?? ExitStatus.failed }
  }
}
