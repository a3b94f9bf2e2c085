import Foundation
import GRDB
import Orders
import Studies

/// A study's ledger on disk, open for the one coordinator that writes it.
///
/// Every commit is on the disk when it returns (a write-ahead log with `synchronous = FULL`). A
/// lock, held as long as this value lives, keeps a second coordinator out; readers open the file
/// with `LedgerReader` at any time. Calls may come from any thread and are served one at a time.
public final class LedgerFile: Sendable {
  /// The ledger's place, absolute and without symbolic links; empty for a ledger in memory.
  public let path: String
  /// Whether opening it made it.
  public let isNew: Bool
  /// The study as it began.
  public let begun: StudyRecord
  /// The study as it goes on: budget, confirmation and limits may differ from when it began.
  public let current: StudyRecord
  /// The same queries that readers of the file have, over this connection: each waits for commits,
  /// and they for it.
  public let reader: LedgerReader

  let queue: DatabaseQueue
  let number: Int64 = 1
  private let lock: LedgerLock?

  /// Opens the ledger at a path, or begins one where there is none.
  ///
  /// - Parameters:
  ///   - path: where the file is or will be; its folder must be there.
  ///   - study: what is searched. Its id counts only when the ledger begins; later ones keep it.
  /// - Returns: the ledger, locked until it is closed or gone.
  /// - Throws: `inUse`, `otherStudy`, `newerVersion`, `notALedger`, `damaged`, `missing`,
  ///   `readOnly`, `full` or `failed`; the file is then as it was.
  public static func open(
    at path: String, study: StudyRecord
  ) throws(StorageError) -> LedgerFile {
    let path = URL(filePath: path).resolvingSymlinksInPath().path()
    let lock = try LedgerLock(ledger: path)
    try FileHeader(ofFileAt: path).check(path: path)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration())
      return try LedgerFile(path: path, queue: queue, lock: lock, study: study)
    } catch {
      throw StorageError(error, path: path)
    }
  }

  /// Begins a ledger that is gone when this value is; for tests and simulations.
  public static func inMemory(study: StudyRecord) throws(StorageError) -> LedgerFile {
    do {
      let queue = try DatabaseQueue(configuration: configuration())
      return try LedgerFile(path: "", queue: queue, lock: nil, study: study)
    } catch {
      throw StorageError(error, path: "")
    }
  }

  private init(
    path: String, queue: DatabaseQueue, lock: LedgerLock?, study: StudyRecord
  ) throws {
    self.path = path
    self.queue = queue
    self.lock = lock
    let number = number
    (isNew, begun, current) = try queue.inDatabase { database in
      let identity = try Schema.Identity(database)
      if !identity.isEmpty { try identity.check(path: path) }
      try Self.makeDurable(database)
      try Schema.migrate(database, from: identity.version)
      return try Self.settle(study, number: number, in: database, path: path)
    }
    reader = LedgerReader(
      database: queue, number: number, path: path, version: Schema.version)
  }

  /// Begins a study or continues the one that is there.
  private static func settle(
    _ study: StudyRecord, number: Int64, in database: Database, path: String
  ) throws -> (isNew: Bool, begun: StudyRecord, current: StudyRecord) {
    let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM studies") ?? 0
    if count == 0 {
      try database.inTransaction(.immediate) {
        try StudyRows.begin(study, number: number, in: database)
        return .commit
      }
      return (true, study, study)
    }
    let begun = try StudyRows.read(.begun, number: number, from: database, path: path)
    let last = try StudyRows.read(.current, number: number, from: database, path: path)
    if let difference = try study.difference(from: begun) ?? study.difference(from: last)
      ?? SpectrumRow.difference(study: number, in: database)
    {
      throw StorageError.otherStudy(path: path, difference: difference)
    }
    var current = study
    current.id = begun.id
    try database.inTransaction(.immediate) {
      try StudyRows.write(current, stage: .current, number: number, to: database)
      return .commit
    }
    return (false, begun, current)
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.label = "ledger"
    // Readers hold the file for moments only: while they open it, or when they are the last.
    configuration.busyMode = .timeout(5)
    return configuration
  }

  /// Turns on the write-ahead log, then full synchronisation: each commit waits for the disk.
  ///
  /// GRDB's own way to a write-ahead log lowers synchronisation to NORMAL, with which the latest
  /// commits are lost when the power goes.
  private static func makeDurable(_ database: Database) throws {
    _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
    try database.execute(sql: "PRAGMA synchronous = FULL")
    // 16 MB of log instead of 4: pages that change often are copied to the file less often, which
    // doubles the results a second.
    try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
  }

  /// A reader over a connection of its own: what reads whole tables delays no commit.
  ///
  /// It must be gone before the file is closed, or what a clean end removes stays behind.
  ///
  /// - Returns: the reader; this file's own for a ledger in memory, which has one connection.
  /// - Throws: what keeps the file from being opened again.
  public func separateReader() throws(StorageError) -> LedgerReader {
    path.isEmpty ? reader : try LedgerReader.open(at: path)
  }

  /// Closes the file and gives up the lock; commits must not follow.
  public func close() throws(StorageError) {
    do {
      try queue.close()
    } catch {
      throw StorageError(error, path: path)
    }
    lock?.release()
  }
}
