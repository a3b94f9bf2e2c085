import Foundation
import GRDB
import Orders
import Studies

/// Reads a ledger's file without its lock: while a coordinator writes it, and afterwards.
///
/// Each query sees what was committed when it began.
public struct LedgerReader: Sendable {
  let database: any GRDB.DatabaseReader
  let number: Int64
  let path: String
  /// The version of the file's tables when it was opened; a reader changes nothing, and tables
  /// that a coordinator brings up to date meanwhile still hold what they held.
  let version: Int

  init(database: any GRDB.DatabaseReader, number: Int64, path: String, version: Int) {
    self.database = database
    self.number = number
    self.path = path
    self.version = version
  }

  /// Opens a ledger for reading; nothing in it is changed.
  ///
  /// - Throws: `missing`, `notALedger`, `newerVersion`, `damaged` or `failed`.
  public static func open(at path: String) throws(StorageError) -> LedgerReader {
    let path = URL(filePath: path).resolvingSymlinksInPath().path()
    let header = try FileHeader(ofFileAt: path)
    try header.check(path: path)
    if header.isEmpty {
      guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
      throw .notALedger(path: path, reason: "it is empty")
    }
    do {
      return try LedgerReader(path: path, place: path)
    } catch {
      guard let immutable = Self.immutable(path, after: error) else {
        throw StorageError(error, path: path)
      }
      do {
        return try LedgerReader(path: path, place: immutable)
      } catch {
        throw StorageError(error, path: path)
      }
    }
  }

  private init(path: String, place: String) throws {
    var configuration = Configuration()
    configuration.label = "ledger reader"
    configuration.readonly = true
    // A coordinator that starts holds the file for a moment.
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: place, configuration: configuration)
    let version = try queue.inDatabase { database in
      let identity = try Schema.Identity(database)
      try identity.check(path: path)
      return identity.version
    }
    self.init(database: queue, number: 1, path: path, version: version)
  }

  /// How SQLite is told that nobody writes a file, or nil when that would not help.
  ///
  /// Even a reader of a write-ahead log needs a file beside it that all its users share. Where that
  /// cannot be made, on a read-only disk, nobody can write either; a log that was left there would
  /// be overlooked, so that is no case for it.
  private static func immutable(_ path: String, after error: any Error) -> String? {
    guard let code = (error as? DatabaseError)?.resultCode,
      code == .SQLITE_CANTOPEN || code == .SQLITE_READONLY
    else { return nil }
    let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
    guard (log ?? 0) == 0,
      let plain = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
    else { return nil }
    return "file:\(plain)?immutable=1"
  }

  /// Calls a body with the database as it is at one moment.
  func read<Value: Sendable>(
    _ body: @Sendable (Database) throws -> Value
  ) throws(StorageError) -> Value {
    do {
      return try database.read(body)
    } catch {
      throw StorageError(error, path: path)
    }
  }
}

/// The database library in this process.
public enum DatabaseLibrary {
  /// The version of SQLite, such as `3.40.1`; nil when not even a database in memory can be opened.
  public static var version: String? {
    try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
  }
}
