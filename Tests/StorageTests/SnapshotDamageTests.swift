import Foundation
import GRDB
import Orders
import Studies
import TestSupport
import Testing

@testable import Storage

/// Files that somebody or something changed; each change is made by SQL.
@Suite struct SnapshotDamageTests {
  private static let huge = "9223372036854775807"

  private static let damages: [(sql: String, reason: String)] = [
    // The foreign key from the evaluation is off: whoever damages a file does not ask.
    ("DELETE FROM orders WHERE id = 6", "order 7 is in place 6 (expected order 6)"),
    ("DELETE FROM orders WHERE id = 1", "order 2 is in place 1"),
    ("UPDATE orders SET id = 0 WHERE id = 6", "order 0 is in place 1"),
    ("UPDATE orders SET id = \(huge) WHERE id = 6", "order 7 is in place 6 (expected order 6)"),
    (
      "UPDATE orders SET class = 2791 WHERE id = 6", "class of order 6 is 2791 (expected 0 to 2790)"
    ),
    ("UPDATE orders SET class = -1 WHERE id = 7", "class of order 7 is -1 (expected 0 to 2790)"),
    ("UPDATE orders SET class = \(huge) WHERE id = 9", "class of order 9 is \(huge)"),
    ("UPDATE orders SET class = -2 WHERE id = 9", "class of order 9 is -2 (expected -1 to 2790)"),
    ("UPDATE orders SET class = 3 WHERE id = 6", "order 6 proposes class 3 again"),
    ("UPDATE orders SET attempts = \(huge) WHERE id = 7", "attempts of order 7 is \(huge)"),
    ("UPDATE orders SET attempts = -1 WHERE id = 7", "attempts of order 7 is -1"),
    ("UPDATE orders SET losses = \(huge) WHERE id = 7", "losses of order 7"),
    ("UPDATE orders SET fidelity = -4 WHERE id = 7", "fidelity of order 7 is -4"),
    ("UPDATE orders SET place = \(huge) WHERE id = 7", "place of order 7"),
    ("UPDATE orders SET place = -1 WHERE id = 9", "place of order 9 is -1"),
    ("UPDATE orders SET basis = \(huge) WHERE id = 7", "basis of order 7"),
    ("UPDATE evaluations SET attempt = \(huge)", "result's attempt of order 1"),
    ("UPDATE standings SET incarnation = \(huge)", "incarnation of the standing is \(huge)"),
    ("UPDATE standings SET incarnation = -1", "incarnation of the standing is -1"),
    ("UPDATE standings SET proposals = 9007199254740993", "proposals of the standing"),
    ("UPDATE standings SET quarantinedInARow = \(huge)", "quarantinedInARow of the standing"),
    ("UPDATE standings SET phase = 'asleep'", "phase of standing 1 is 'asleep'"),
    ("DELETE FROM standings", "the study's standing is missing"),
    ("DELETE FROM journal WHERE sequence > 4", "its journal ends at 4, but a result names 9"),
    ("DELETE FROM journal", "its journal ends at 0, but a result names 9"),
    (
      "UPDATE journal SET sequence = \(huge) WHERE sequence = 9",
      "sequence of the journal is \(huge)"
    ),
  ]

  @Test func `a damaged file is refused in one line that says where`() throws {
    for (sql, reason) in Self.damages {
      try withTemporaryFolder { folder in
        let path = folder.appending(path: "sample.ledger").path()
        let file = try LedgerFile.open(at: path, study: try Samples.study())
        try LedgerReaderTests.fill(file)
        _ = try file.snapshot()
        try file.close()
        try damage(path, by: sql)
        let damaged = try LedgerFile.open(at: path, study: try Samples.study())
        let error = #expect(throws: StorageError.self, "\(sql)") { try damaged.snapshot() }
        guard case .damaged(_, let found) = error else {
          Issue.record("\(sql): \(String(describing: error))")
          return
        }
        #expect(found.contains(reason) && !found.contains("\n"), "\(sql): \(found)")
      }
    }
  }

  @Test func `the greatest and the least values that a ledger may write are read`() throws {
    for sql in [
      "UPDATE standings SET incarnation = 9007199254740992, proposals = 0",
      "UPDATE orders SET attempts = 9007199254740992, losses = 0 WHERE id = 7",
      "UPDATE orders SET class = 2790 WHERE id = 7", "UPDATE orders SET class = 0 WHERE id = 7",
      "UPDATE orders SET class = -1 WHERE id = 9",
    ] {
      let file = try LedgerFile.inMemory(study: try Samples.study())
      try LedgerReaderTests.fill(file)
      try file.queue.write { try $0.execute(sql: sql) }
      #expect(try file.snapshot().orders.count == 12, "\(sql)")
    }
  }

  private func damage(_ path: String, by sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }
}
