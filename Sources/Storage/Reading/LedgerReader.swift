import Foundation
import GRDB
import Orders
import Studies

/// Reads a ledger's file without its lock: while a coordinator writes it, and afterwards.
public struct LedgerReader: Sendable {
  let database: any GRDB.DatabaseReader
  let number: Int64
  let path: String

  init(database: any GRDB.DatabaseReader, number: Int64, path: String) {
    self.database = database
    self.number = number
    self.path = path
  }
}
