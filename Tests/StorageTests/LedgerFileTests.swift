import Digests
import Foundation
import GRDB
import JSON
import Orders
import Studies
import TestSupport
import Testing

@testable import Storage

@Suite struct LedgerFileTests {
  @Test func `a long look at the ledger delays no commit`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let file = try LedgerFile.open(at: path, study: try Samples.study())
      do {
        let reader = try file.separateReader()
        try file.commit([.journal(Samples.entry(1))])
        // The commit comes while the reader's transaction is open, and changes nothing in it.
        let counts = try reader.read { database in
          let before = try Int.fetchOne(database, sql: "SELECT count(*) FROM journal")
          try file.commit([.journal(Samples.entry(2))])
          return [before, try Int.fetchOne(database, sql: "SELECT count(*) FROM journal")]
        }
        #expect(counts == [1, 1])
        #expect(try reader.journal(since: 0, limit: 9).count == 2)
      }
      try file.close()
      #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }
  }

  @Test func `a ledger is begun once and continued with everything in it`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let record = try Samples.study()
      let first = try LedgerFile.open(at: path, study: record)
      #expect(first.isNew)
      #expect(try first.snapshot() == Snapshot())
      try first.commit(
        Samples.settled(1, sequence: 1, outcome: .completed(.metrics(Samples.metrics(0.9)))))
      let kept = try first.snapshot()
      try first.close()
      let second = try LedgerFile.open(
        at: path,
        study: try Samples.study {
          $0.id = "another"
          $0.yaml += "\n"
          $0.study.search.budget = 40
        })
      #expect(!second.isNew)
      #expect(second.begun == record)
      #expect(second.current.id == record.id)
      #expect(try second.reader.begun() == record)
      #expect(try second.reader.current() == second.current)
      #expect(second.current.study.search.budget == 40)
      #expect(try second.snapshot() == kept)
      #expect(kept.orders.count == 1 && kept.sequence == 1)
    }
  }

  @Test func `what a study says beyond its defaults comes back, and nothing else is written`()
    throws
  {
    let changes: [(inout Study) -> Void] = [
      { $0.confirmation.epochs = 10 }, { $0.objective.recipe.horizon = 7 },
      {
        $0.objective = Objective(
          rehearsal: Rehearsal(seconds: 0.25, crashes: 0.02, hangs: 0.01, broken: 1), epochs: 3)
      },
    ]
    for change in changes {
      let record = try Samples.study { change(&$0.study) }
      let file = try LedgerFile.inMemory(study: record)
      #expect(try file.reader.begun() == record)
    }
    // What the second version wrote for the same study.
    let fixture = try #require(
      Bundle.module.resourceURL?.appending(path: "Fixtures/version-2.sqlite"))
    try withTemporaryFolder { folder in
      let copy = folder.appending(path: "sample.ledger")
      try FileManager.default.copyItem(at: fixture, to: copy)
      let stored = try DatabaseQueue(path: copy.path()).read {
        try String.fetchOne($0, sql: "SELECT settings FROM settings WHERE stage = 'begun'")
      }
      #expect(stored == (try Samples.study().study.settings.description))
    }
  }

  @Test func `a check finds what opening would, and leaves no trace`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let record = try Samples.study()
      #expect(try LedgerFile.check(at: path, study: record) == nil)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      let file = try LedgerFile.open(at: path, study: record)
      let process = Int(ProcessInfo.processInfo.processIdentifier)
      #expect(throws: StorageError.inUse(path: file.path, process: process)) {
        try LedgerFile.check(at: path, study: record)
      }
      try file.close()
      #expect(try LedgerFile.check(at: path, study: record)?.begun() == record)
      #expect(throws: StorageError.self) {
        try LedgerFile.check(at: path, study: try Samples.study { $0.study.search.seed = 9 })
      }
      #expect(throws: StorageError.self) {
        try LedgerFile.check(at: folder.path + "/none/x.ledger", study: record)
      }
    }
  }

  @Test func `every commit waits for the disk`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      for _ in 0..<2 {
        let file = try LedgerFile.open(at: path, study: try Samples.study())
        let expected: [(String, DatabaseValue)] = [
          ("journal_mode", "wal".databaseValue), ("synchronous", 2.databaseValue),
          ("foreign_keys", 1.databaseValue), ("busy_timeout", 5_000.databaseValue),
          ("user_version", Schema.version.databaseValue),
        ]
        for (pragma, value) in expected {
          let found = try file.queue.inDatabase { database in
            try DatabaseValue.fetchOne(database, sql: "PRAGMA \(pragma)")
          }
          #expect(found == value, "\(pragma)")
        }
        try file.close()
      }
    }
  }

  @Test func `a second coordinator is told who holds the ledger`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let link = folder.appending(path: "link.ledger")
      var first: LedgerFile? = try LedgerFile.open(at: path, study: try Samples.study())
      try FileManager.default.createSymbolicLink(
        at: link, withDestinationURL: URL(filePath: path))
      for place in [path, link.path()] {
        let error = #expect(throws: StorageError.self) {
          try LedgerFile.open(at: place, study: try Samples.study())
        }
        let process = Int(ProcessInfo.processInfo.processIdentifier)
        guard case .inUse(let found, process) = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(found.hasSuffix("sample.ledger"))
      }
      try first?.commit([.journal(Samples.entry(1))])
      first = nil
      let second = try LedgerFile.open(at: path, study: try Samples.study())
      #expect(try second.snapshot().sequence == 1)
      try second.close()
      _ = try LedgerFile.open(at: path, study: try Samples.study())
    }
  }

  @Test func `a ledger of a newer version is refused and left alone`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "study.ledger").path()
      try LedgerFile.open(at: path, study: try Samples.study()).close()
      let queue = try DatabaseQueue(path: path)
      try queue.inDatabase { try $0.execute(sql: "PRAGMA user_version = 7") }
      try queue.close()
      let before = try Data(contentsOf: URL(filePath: path))
      for open in [
        { _ = try LedgerFile.open(at: path, study: try Samples.study()) },
        { _ = try LedgerReader.open(at: path) },
      ] {
        let error = #expect(throws: StorageError.self) { try open() }
        #expect(
          "\(try #require(error))".hasSuffix(
            "is version 7; this program reads up to \(Schema.version)"))
      }
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test func `the ledger of another study is refused, naming the difference`() throws {
    let changes: [(String, (inout StudyRecord) -> Void)] = [
      ("'study' differs", { $0.study.name = "other" }),
      ("'search.seed' differs", { $0.study.search.seed = 2 }),
      (
        "'search.in-order' differs from what it was begun with; "
          + "only budget, confirmation and limits may change, and a recording may be given features",
        { $0.study.search.inOrder = 4 }
      ),
      ("'objective.epochs'", { $0.study.objective.recipe.epochs = 3 }),
      ("the data of 'generated'", { $0.dataset.digest = Digest.of("other") }),
      ("network 'mlp'", { $0.network = "dense 10" }),
      ("2790 classes", { $0.classes.count = 2_790 }),
    ]
    for (text, change) in changes { try refuse(change, naming: text) }
  }

  private func refuse(_ change: (inout StudyRecord) -> Void, naming text: String) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let record = try Samples.study()
      try LedgerFile.open(at: path, study: record).close()
      let error = #expect(throws: StorageError.self) {
        try LedgerFile.open(at: path, study: try Samples.study(change))
      }
      guard case .otherStudy(_, let difference) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(difference.contains(text))
      #expect(try LedgerReader.open(at: path).current() == record)
    }
  }

  @Test func `what is no ledger is refused and left alone`() throws {
    try withTemporaryFolder { folder in
      let text = folder.appending(path: "text.ledger")
      try Data("study: sample\n".utf8).write(to: text)
      let foreign = folder.appending(path: "foreign.ledger")
      let queue = try DatabaseQueue(path: foreign.path())
      try queue.inDatabase { try $0.execute(sql: "CREATE TABLE things (x)") }
      try queue.close()
      for (url, reason) in [
        (text, "it is not an SQLite database"), (foreign, "it is a database of another program"),
        (folder, "it is a folder"),
      ] {
        let before = try? Data(contentsOf: url)
        let path = url.path()
        for open in [
          { _ = try LedgerFile.open(at: path, study: try Samples.study()) },
          { _ = try LedgerReader.open(at: path) },
        ] {
          let error = #expect(throws: StorageError.self) { try open() }
          guard case .notALedger(_, reason) = error else {
            Issue.record("\(String(describing: error))")
            continue
          }
        }
        #expect((try? Data(contentsOf: url)) == before)
      }
    }
  }

  @Test func `a ledger cannot be made where there is no folder or no right to write`() throws {
    try withTemporaryFolder { folder in
      let nowhere = folder.appending(path: "absent/sample.ledger").path()
      let error = #expect(throws: StorageError.self) {
        try LedgerFile.open(at: nowhere, study: try Samples.study())
      }
      #expect(error == .missing(path: nowhere))
      #expect(throws: StorageError.missing(path: folder.appending(path: "none").path())) {
        try LedgerReader.open(at: folder.appending(path: "none").path())
      }
    }
    // Nobody can make files there, not even the superuser.
    #expect(throws: StorageError.readOnly(path: "/sys/sample.ledger")) {
      try LedgerFile.open(at: "/sys/sample.ledger", study: try Samples.study())
    }
  }

  @Test func `a ledger cut short is refused or whole, never misread`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let file = try LedgerFile.open(at: path, study: try Samples.study())
      for id in 1...40 as ClosedRange<Int64> {
        try file.commit(
          Samples.settled(id, sequence: id, outcome: .completed(.metrics(Samples.metrics(0.5)))))
      }
      let whole = try file.snapshot()
      try file.close()
      let bytes = try Data(contentsOf: URL(filePath: path))
      #expect(bytes.count > 5 * 4096)
      for length in [1, 15, 16, 90, 100, 512, 4095, 4096, 4097, 12288, bytes.count - 4096] {
        let cut = folder.appending(path: "cut-\(length).ledger")
        try bytes.prefix(length).write(to: cut)
        do {
          let opened = try LedgerFile.open(at: cut.path(), study: try Samples.study())
          #expect(try opened.snapshot() == whole, "\(length) bytes")
        } catch {
          let text = "\(error)"
          #expect(text.contains("not a ledger") || text.contains("is damaged"), "\(text)")
          #expect(!text.contains("\n"))
        }
      }
    }
  }

  @Test func `a creation that was cut short is made good`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      try Data().write(to: URL(filePath: path))
      try LedgerFile.open(at: path, study: try Samples.study()).close()
      let other = folder.appending(path: "other.ledger").path()
      let queue = try DatabaseQueue(path: other)
      try queue.inDatabase { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL") }
      try queue.close()
      #expect(try LedgerFile.open(at: other, study: try Samples.study()).isNew)
    }
  }

  @Test func `a ledger in memory works as one on disk`() throws {
    let file = try LedgerFile.inMemory(study: try Samples.study())
    try file.commit(
      Samples.settled(1, sequence: 1, outcome: .completed(.metrics(Samples.metrics(0.5)))))
    #expect(try file.snapshot().orders.count == 1)
    #expect(try file.verifyJournal() == nil)
  }
}
