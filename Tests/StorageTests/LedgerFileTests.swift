import Foundation
import Orders
import Studies
import TestSupport
import Testing

@testable import Storage

@Suite struct LedgerFileTests {
  @Test func `a ledger is begun once and continued with everything in it`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let record = try Samples.study()
      let first = try LedgerFile.open(at: path, study: record)
      #expect(first.isNew)
      #expect(try first.snapshot() == Snapshot())
      try first.commit(Samples.settled(1, sequence: 1, outcome: .completed(Samples.metrics(0.9))))
      let kept = try first.snapshot()
      try first.close()
      let second = try LedgerFile.open(
        at: path,
        study: try Samples.study {
          $0.id = "another"
          $0.study.search.budget = 40
        })
      #expect(!second.isNew)
      #expect(second.begun == record)
      #expect(second.current.id == record.id)
      #expect(second.current.study.search.budget == 40)
      #expect(try second.snapshot() == kept)
      #expect(kept.orders.count == 1 && kept.sequence == 1)
    }
  }
}
