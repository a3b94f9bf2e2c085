import Foundation
import GRDB
import JSON
import Orders
import Studies
import TestSupport
import Testing

@testable import Storage

@Suite struct JournalTests {
  @Test func `the starts of coordinators are read back`() throws {
    let file = try LedgerFile.inMemory(study: try Samples.study())
    try file.commit([
      .journal(Samples.entry(1, .studyStarted, ["incarnation": 1_790_000_000_000])),
      .journal(Samples.entry(2)),
      .journal(Samples.entry(3, .studyContinued, ["incarnation": 1_790_000_000_009, "leased": 0])),
      .journal(Samples.entry(4)),
    ])
    #expect(
      try file.snapshot().history
        == History([
          History.Start(incarnation: 1_790_000_000_000, sequence: 1),
          History.Start(incarnation: 1_790_000_000_009, sequence: 3),
        ]))
    try file.commit([.journal(Samples.entry(5, .studyContinued, ["incarnation": "no number"]))])
    #expect(throws: StorageError.self) { try file.snapshot() }
  }

  private func ledger(entries: Int64) throws -> LedgerFile {
    let file = try LedgerFile.inMemory(study: try Samples.study())
    try file.commit(
      (1...entries).map { sequence in
        .journal(
          Samples.entry(
            sequence, .proposed, ["function": "mul(x,erfc(x))", "prediction": 0.25, "σ": [nil]]))
      })
    return file
  }

  @Test func `entries come back in pages, without a gap or a repeat`() throws {
    let file = try ledger(entries: 25)
    var entries: [JournalEntry] = []
    while true {
      let page = try file.reader.journal(since: entries.last?.sequence ?? 0, limit: 10)
      if page.isEmpty { break }
      entries += page
    }
    #expect(entries.map(\.sequence) == Array(1...25))
    #expect(
      entries[6]
        == Samples.entry(
          7, .proposed, ["function": "mul(x,erfc(x))", "prediction": 0.25, "σ": [nil]]))
    #expect(try file.reader.journal(since: 24, limit: 10).map(\.sequence) == [25])
    #expect(try file.reader.journal(since: 0, limit: 0).isEmpty)
  }

  @Test func `an untouched journal verifies, across commits and continuations`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      for sequence in 1...5 as ClosedRange<Int64> {
        let file = try LedgerFile.open(at: path, study: try Samples.study())
        #expect(try file.verifyJournal() == nil)
        try file.commit([.journal(Samples.entry(sequence))])
        try file.close()
      }
      #expect(try LedgerReader.open(at: path).verifyJournal() == nil)
    }
  }

  @Test(arguments: [
    ("UPDATE journal SET fields = replace(fields, '0.25', '0.26') WHERE sequence = 7", 7),
    ("UPDATE journal SET time = time + 1 WHERE sequence = 9", 9),
    ("UPDATE journal SET kind = 'leased' WHERE sequence = 2", 2),
    ("UPDATE journal SET checksum = zeroblob(32) WHERE sequence = 12", 12),
    ("DELETE FROM journal WHERE sequence = 4", 4),
    ("DELETE FROM journal WHERE sequence = 1", 1),
    ("UPDATE studies SET id = 'another'", 1),
  ])
  func `a change of the journal is found where it was made`(sql: String, place: Int64) throws {
    let file = try ledger(entries: 12)
    try file.queue.write { try $0.execute(sql: sql) }
    #expect(try file.verifyJournal() == place)
  }

  @Test func `a byte flipped in the file is found`() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "sample.ledger")
      let file = try LedgerFile.open(at: url.path(), study: try Samples.study())
      try file.commit(
        (1...9).map { .journal(Samples.entry($0, .idle, ["reason": .text("reason-\($0)")])) })
      try file.close()
      var bytes = try Data(contentsOf: url)
      let place = try #require(bytes.range(of: Data("reason-6".utf8)))
      bytes[place.lowerBound] ^= 1
      try bytes.write(to: url)
      #expect(try LedgerReader.open(at: url.path()).verifyJournal() == 6)
    }
  }

  @Test func `a journal cut off at its end is found by its results`() throws {
    let file = try LedgerFile.inMemory(study: try Samples.study())
    for id in 1...3 as ClosedRange<Int64> {
      try file.commit(
        Samples.settled(id, sequence: id, outcome: .completed(.metrics(Samples.metrics(0.5)))))
    }
    try file.queue.write { try $0.execute(sql: "DELETE FROM journal WHERE sequence > 1") }
    #expect(try file.verifyJournal() == 2)
  }
}
