import Foundation
import Studies
import TestSupport
import Testing

@testable import Storage

/// Ledgers that earlier versions wrote: every later version opens them.
@Suite struct FixtureTests {
  private static let newest = "version-\(Schema.version).sqlite"

  @Test(arguments: 1...Schema.version)
  func `a ledger of every version opens with all that it held`(version: Int) throws {
    let fixture = try #require(
      Bundle.module.resourceURL?.appending(path: "Fixtures/version-\(version).sqlite"))
    try withTemporaryFolder { folder in
      let copy = folder.appending(path: "sample.ledger")
      try FileManager.default.copyItem(at: fixture, to: copy)
      let file = try LedgerFile.open(at: copy.path(), study: try Samples.study())
      let expected = try LedgerFile.inMemory(study: try Samples.study())
      try LedgerReaderTests.fill(expected)
      let found = try file.reader.trials().map(\.json.description)
      let wanted = try expected.reader.trials().map(\.json.description)
      #expect(!file.isNew)
      #expect(found == wanted)
      let status = try file.reader.status().json
      #expect(status == (try expected.reader.status().json))
      #expect(try file.verifyJournal() == nil)
      let journal = try file.reader.journal(since: 0, limit: 99)
      #expect(journal == (try expected.reader.journal(since: 0, limit: 99)))
    }
  }

  /// Writes the newest version's ledger into the folder that `HILLOCK_WRITE_FIXTURES` names: once,
  /// when a version is released.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["HILLOCK_WRITE_FIXTURES"] != nil))
  func `this version's ledger is written`() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["HILLOCK_WRITE_FIXTURES"])
    let file = try LedgerFile.open(at: "\(folder)/\(Self.newest)", study: try Samples.study())
    try LedgerReaderTests.fill(file)
    try file.close()
    try FileManager.default.removeItem(atPath: "\(folder)/\(Self.newest).lock")
  }
}
