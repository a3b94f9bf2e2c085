import Foundation
import GRDB
import JSON
import Orders
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
      if version >= Schema.versionWithSpectra { try SpectraTests.fill(expected) }
      if version >= Schema.versionWithKinds { try KindsTests.fill(expected) }
      let found = try file.reader.trials().map(\.json.description)
      let wanted = try expected.reader.trials().map(\.json.description)
      #expect(!file.isNew)
      #expect(found == wanted)
      let status = try file.reader.status().json
      #expect(status == (try expected.reader.status().json))
      #expect(try file.reader.spectra() == (try expected.reader.spectra()))
      // As text, for not every number in it equals itself.
      let snapshots = try [file, expected].map { "\(try $0.snapshot())" }
      #expect(snapshots[0] == snapshots[1])
      #expect(try file.verifyJournal() == nil)
      let journal = try file.reader.journal(since: 0, limit: 99)
      #expect(journal == (try expected.reader.journal(since: 0, limit: 99)))
    }
  }

  @Test func `a reader that changes nothing reads a ledger of the first version`() throws {
    let fixture = try #require(
      Bundle.module.resourceURL?.appending(path: "Fixtures/version-1.sqlite"))
    try withTemporaryFolder { folder in
      let copy = folder.appending(path: "sample.ledger")
      try FileManager.default.copyItem(at: fixture, to: copy)
      let reader = try LedgerReader.open(at: copy.path())
      let trials = try reader.trials()
      #expect(try reader.status().search.settled == 5 && reader.spectra().isEmpty)
      #expect(try reader.spectrumTrials().isEmpty)
      #expect(reader.version == 1)
      let checked = try LedgerFile.check(at: copy.path(), study: try Samples.study())
      #expect(checked?.version == 1, "a check finds that it would be taken")
      // A coordinator of this version brings it up to date beside the reader.
      let file = try LedgerFile.open(at: copy.path(), study: try Samples.study())
      let now = try reader.trials().map(\.json.description)
      #expect(now == trials.map(\.json.description))
      #expect(try LedgerReader.open(at: copy.path()).version == Schema.version)
      try file.close()
    }
  }

  @Test func `a ledger of the first version goes on with spectra in it`() throws {
    let fixture = try #require(
      Bundle.module.resourceURL?.appending(path: "Fixtures/version-1.sqlite"))
    try withTemporaryFolder { folder in
      let copy = folder.appending(path: "sample.ledger")
      try FileManager.default.copyItem(at: fixture, to: copy)
      let file = try LedgerFile.open(at: copy.path(), study: try Samples.study())
      let before = try file.snapshot()
      let damage = try file.queue.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }
      #expect(damage.isEmpty)
      let keys = try file.queue.read { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") }
      #expect(keys == 1)
      try SpectraTests.fill(file)
      try file.close()
      let again = try LedgerFile.open(at: copy.path(), study: try Samples.study())
      let after = try again.snapshot()
      let kept = after.orders.prefix(before.orders.count)
      #expect(kept.map { "\($0)" } == before.orders.map { "\($0)" })
      #expect(try again.verifyJournal() == nil)
      #expect(try again.reader.spectra().count == 2)
    }
  }

  /// Writes the newest version's ledger into the folder that `HILLOCK_WRITE_FIXTURES` names: once,
  /// when a version is released.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["HILLOCK_WRITE_FIXTURES"] != nil))
  func `this version's ledger is written`() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["HILLOCK_WRITE_FIXTURES"])
    let file = try LedgerFile.open(at: "\(folder)/\(Self.newest)", study: try Samples.study())
    try LedgerReaderTests.fill(file)
    try SpectraTests.fill(file)
    try KindsTests.fill(file)
    try file.close()
    try FileManager.default.removeItem(atPath: "\(folder)/\(Self.newest).lock")
  }
}
