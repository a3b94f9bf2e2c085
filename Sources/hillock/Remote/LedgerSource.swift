import ArgumentParser
import Foundation
import JSON
import Orders
import Reporting
import Storage
import Studies
import Transport

/// Where a command looks into a study: its ledger's file, or a running coordinator.
struct LedgerSource: ParsableArguments {
  @Option(help: "The study's ledger; HILLOCK_LEDGER otherwise, or the only one in this folder.")
  var ledger: String?

  @Option(help: "A running coordinator's address, such as tcp://head:7117.")
  var connect: String?

  @Flag(help: "Dial another machine although nothing is encrypted.")
  var insecure = false

  func validate() throws {
    if ledger != nil, connect != nil {
      throw ValidationError("--ledger and --connect exclude each other; give one")
    }
  }

  /// What a coordinator or a file answers to a question, as JSON text.
  func ask(
    _ command: String, _ arguments: [Tag] = [], file: (LedgerReader) throws -> JSON
  ) async throws -> String {
    if let connect {
      return try await Call(address: try Address(connect), allowsInsecure: insecure)
        .ask(command, arguments)
    }
    return try file(try LedgerReader.open(at: try path())).description
  }

  /// The trials that a coordinator or a file answers with.
  func trials(
    _ command: String, _ arguments: [Tag] = [], file: (LedgerReader) throws -> [Trial]
  ) async throws -> [TrialRecord] {
    guard connect == nil else {
      let answer = try await ask(command, arguments) { _ in .null }
      return try TrialRecord.list(try JSON(reading: answer))
    }
    return try file(try LedgerReader.open(at: try path())).map(\.record)
  }

  /// The study's metric.
  func metric() async throws -> Metric {
    let status = try JSON(reading: try await ask("status") { try $0.status().json })
    return try Metric(status: try JSONFields(status, of: "status"))
  }

  /// The ledger's path.
  func path() throws -> String { try Self.path(ledger) }

  /// The path of a ledger that was given, or else is meant.
  static func path(_ ledger: String?) throws -> String {
    if let path = ledger ?? Environment.current["HILLOCK_LEDGER"] { return path }
    let files = try FileManager.default.contentsOfDirectory(atPath: ".")
    let ledgers = files.filter { $0.hasSuffix(".ledger") }.sorted()
    guard ledgers.count == 1 else {
      throw Failure(
        ledgers.isEmpty
          ? "no ledger in this folder; give --ledger FILE or --connect ADDRESS"
          : "\(ledgers.count) ledgers in this folder (\(ledgers.joined(separator: ", "))); "
            + "give --ledger FILE")
    }
    return ledgers[0]
  }
}
