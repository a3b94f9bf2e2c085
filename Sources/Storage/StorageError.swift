import GRDB
import Spelling

/// Why a ledger's file cannot be opened, read or written.
///
/// Whatever is thrown, everything committed before is still in the file.
public enum StorageError: Error, Equatable, CustomStringConvertible {
  /// Another coordinator holds the ledger's lock; its process, when it could be read.
  case inUse(path: String, process: Int?)
  /// The file was written by a later program.
  case newerVersion(path: String, version: Int, supported: Int)
  /// The ledger was begun by a study that this one does not continue.
  case otherStudy(path: String, difference: String)
  /// There is no file at this path, or no folder to put it in.
  case missing(path: String)
  /// The file is something else.
  case notALedger(path: String, reason: String)
  /// The file is a ledger, but parts of it are missing or changed.
  case damaged(path: String, reason: String)
  /// The file, its folder or its disk cannot be written.
  case readOnly(path: String)
  /// The disk has no room; the batch was rolled back.
  case full(path: String)
  /// The journal's entries must be numbered without gaps; the batch was rolled back.
  case outOfSequence(path: String, sequence: Int64, expected: Int64)
  /// A batch contradicts what is stored: a second result of an order or of an evaluation, a settled
  /// order without its report; the batch was rolled back.
  case conflict(path: String, reason: String)
  /// Anything else, with SQLite's extended result code, or 0 when SQLite was not involved.
  case failed(path: String, code: Int, reason: String)

  public var description: String {
    switch self {
    case .inUse(let path, let process):
      "ledger \(path) is in use by \(process.map { "process \($0)" } ?? "another process")"
        + " (one coordinator at a time; expected no other)"
    case .newerVersion(let path, let version, let supported):
      "\(path) is version \(version); this program reads up to \(supported)"
    case .otherStudy(let path, let difference):
      "ledger \(path) belongs to another study: \(difference)"
    case .missing(let path):
      "cannot open ledger \(path): no such file or folder"
    case .notALedger(let path, let reason):
      "\(path) is not a ledger: \(reason)"
    case .damaged(let path, let reason):
      "ledger \(path) is damaged: \(reason)"
    case .readOnly(let path):
      "cannot write ledger \(path): the file, its folder or its disk is read-only"
    case .full(let path):
      "cannot write ledger \(path): the disk is full"
    case .outOfSequence(let path, let sequence, let expected):
      "cannot write ledger \(path): the journal continues with \(sequence) (expected \(expected))"
    case .conflict(let path, let reason):
      "cannot write ledger \(path): it contradicts what is stored: \(reason)"
    case .failed(let path, let code, let reason):
      "cannot use ledger \(path): \(reason)\(code == 0 ? "" : " (SQLite code \(code))")"
    }
  }
}

extension StorageError {
  /// What a failed database call means for the file at a path.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as StorageError: self = error
    case let error as DatabaseError: self.init(database: error, path: path)
    default: self = .failed(path: path, code: 0, reason: Self.line("\(error)"))
    }
  }

  private init(database error: DatabaseError, path: String) {
    let reason = Self.line(error.message ?? error.resultCode.description)
    switch error.resultCode {
    // The files of a write-ahead log share memory through a file: growing it is what fails first
    // on a full disk, with a code of its own.
    case .SQLITE_FULL: self = .full(path: path)
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
      self = .full(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
    case .SQLITE_NOTADB: self = .notALedger(path: path, reason: reason)
    case .SQLITE_CORRUPT: self = .damaged(path: path, reason: reason)
    case .SQLITE_CONSTRAINT: self = .conflict(path: path, reason: reason)
    default:
      self = .failed(path: path, code: Int(error.extendedResultCode.rawValue), reason: reason)
    }
  }

  private static func line(_ text: String) -> String {
    String(text.prefix { !$0.isNewline }.prefix(200))
  }
}
