import Foundation
import GRDB
import Orders
import Studies
import TestSupport
import Testing

@testable import Storage

@Suite struct CommitTests {
  /// A ledger with one settled order, and what it holds.
  private func withLedger(_ body: (LedgerFile, Snapshot) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let file = try LedgerFile.open(
        at: folder.appending(path: "sample.ledger").path(), study: try Samples.study())
      try file.commit(
        Samples.settled(1, sequence: 1, outcome: .completed(.metrics(Samples.metrics(0.9)))))
      try body(file, try file.snapshot())
      try file.close()
    }
  }

  @Test func `a batch is written whole or not at all`() throws {
    try withLedger { file, before in
      #expect(throws: StorageError.outOfSequence(path: file.path, sequence: 5, expected: 4)) {
        try file.commit([
          .order(Samples.search(2)), .standing(Standing(phase: .confirmation)),
          .journal(Samples.entry(2)), .journal(Samples.entry(3)), .journal(Samples.entry(5)),
        ])
      }
      #expect(throws: StorageError.outOfSequence(path: file.path, sequence: 1, expected: 2)) {
        try file.commit([.order(Samples.search(2)), .journal(Samples.entry(1))])
      }
      #expect(try file.snapshot() == before)
      try file.commit([.order(Samples.search(2)), .journal(Samples.entry(2))])
      #expect(try file.snapshot().orders.count == 2)
      #expect(try file.verifyJournal() == nil)
    }
  }

  @Test func `an order has one result`() throws {
    try withLedger { file, before in
      var again = Samples.settled(
        1, sequence: 2, outcome: .completed(.metrics(Samples.metrics(0.8))))
      #expect(throws: StorageError.self) { try file.commit(again) }
      again.removeFirst()
      let error = #expect(throws: StorageError.self) { try file.commit(again) }
      #expect(error?.description.contains("contradicts what is stored") == true)
      let after = try file.snapshot()
      #expect(after == before)
    }
  }

  @Test func `no class is in flight or finished twice at one seed and fidelity`() throws {
    try withLedger { file, before in
      let first = Samples.search(1)
      var twin = OrderRecord(
        id: 2, purpose: .confirmation(seed: 0), kind: .train, candidate: first.candidate,
        evaluation: first.evaluation)
      #expect(throws: StorageError.self) { try file.commit([.order(twin)]) }
      #expect(try file.snapshot() == before)
      twin.state = .quarantined
      try file.commit([.order(twin)])
      let other = OrderRecord(
        id: 3, purpose: .confirmation(seed: 0), kind: .train, candidate: first.candidate,
        evaluation: EvaluationKey(candidate: first.candidate?.key, seed: 7, fidelity: 2))
      try file.commit([.order(other)])
      #expect(try file.snapshot().orders == before.orders + [twin, other])
    }
  }

  @Test func `a settled order without its report is refused`() throws {
    try withLedger { file, before in
      let settled = Samples.settled(
        2, sequence: 2, outcome: .completed(.metrics(Samples.metrics(0.8))))
      #expect(throws: StorageError.self) { try file.commit([settled[0], settled[2]]) }
      #expect(throws: StorageError.self) { try file.commit([settled[1], settled[2]]) }
      #expect(try file.snapshot() == before)
      try file.commit(settled.reversed())
    }
  }

  @Test func `a full disk costs the batch and nothing else`() throws {
    try withLedger { file, _ in
      try file.queue.inDatabase { database in
        let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        try database.execute(sql: "PRAGMA max_page_count = \(pages + 4)")
      }
      var committed: Int64 = 1
      let error = #expect(throws: StorageError.self) {
        for id in 2...1_000 as ClosedRange<Int64> {
          try file.commit(
            Samples.settled(id, sequence: id, outcome: .completed(.metrics(Samples.metrics(0.5)))))
          committed = id
        }
      }
      #expect(error == .full(path: file.path))
      #expect(try file.snapshot().orders.count == Int(committed))
      #expect(try file.snapshot().sequence == committed)
      try file.queue.inDatabase { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
      try file.commit(
        Samples.settled(
          committed + 1, sequence: committed + 1,
          outcome: .completed(.metrics(Samples.metrics(0.5)))))
      #expect(try file.verifyJournal() == nil)
    }
  }

  @Test func `after a crash, what was committed is there and the rest is not`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let file = try LedgerFile.open(at: path, study: try Samples.study())
      for id in 1...3 as ClosedRange<Int64> {
        try file.commit(
          Samples.settled(id, sequence: id, outcome: .completed(.metrics(Samples.metrics(0.5)))))
      }
      let committed = try file.snapshot()
      // What a killed process leaves: the files as they are in the middle of a transaction, with
      // its pages already spilled to the log.
      try file.queue.inDatabase { database in
        try database.execute(sql: "PRAGMA cache_size = 1")
        try database.inTransaction {
          let text = String(repeating: "x", count: 200_000)
          try database.execute(sql: "UPDATE settings SET yaml = ?", arguments: [text])
          try database.execute(sql: "DELETE FROM journal WHERE sequence > 1")
          for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
              atPath: path + suffix, toPath: path + ".copy" + suffix)
          }
          return .rollback
        }
      }
      let log = try Data(contentsOf: URL(filePath: path + ".copy-wal"))
      #expect(log.count > 200_000)
      let copy = try LedgerFile.open(at: path + ".copy", study: try Samples.study())
      #expect(try copy.snapshot() == committed)
      #expect(copy.begun.yaml == Samples.yaml)
      #expect(try copy.verifyJournal() == nil)
    }
  }

  @Test func `a batch can be committed without blocking its caller`() async throws {
    let file = try LedgerFile.inMemory(study: try Samples.study())
    try await file.commit([.journal(Samples.entry(1))])
    try await file.commit([])
    #expect(try file.snapshot().sequence == 1)
  }
}
