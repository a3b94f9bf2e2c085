import Files
import Foundation

/// The right to write a ledger: `<ledger>.lock`, locked as long as this value lives.
///
/// The file stays behind without meaning. Its text, the process id, is only for messages.
final class LedgerLock: Sendable {
  private let lock: FileLock

  /// Takes the lock of the ledger at a path, or throws `inUse` at once when another holds it.
  init(ledger path: String) throws(StorageError) {
    do throws(FileLock.Refusal) {
      lock = try FileLock.take(path + ".lock", waits: false)
    } catch {
      throw StorageError(error, ledger: path)
    }
    lock.sign()
  }

  /// Throws `inUse` when somebody holds the lock of a ledger; makes no file.
  static func check(ledger path: String) throws(StorageError) {
    if let refusal = FileLock.holder(of: path + ".lock") {
      throw StorageError(refusal, ledger: path)
    }
  }

  /// Gives the lock up before its value ends, once.
  func release() { lock.release() }
}

extension StorageError {
  /// Why a ledger's lock was not had.
  fileprivate init(_ refusal: FileLock.Refusal, ledger path: String) {
    switch refusal {
    case .held(let process): self = .inUse(path: path, process: process)
    case .failed(let failure):
      switch failure.code {
      case ENOENT: self = .missing(path: path)
      case EACCES, EPERM, EROFS: self = .readOnly(path: path)
      case ENOSPC, EDQUOT: self = .full(path: path)
      default:
        self = .failed(
          path: path, code: 0, reason: "its lock file cannot be had: \(failure)")
      }
    }
  }

  /// What a failed file operation on a ledger means.
  init(file error: any Error, ledger path: String) {
    switch (error as? CocoaError)?.code {
    case .fileNoSuchFile?, .fileReadNoSuchFile?: self = .missing(path: path)
    case .fileWriteNoPermission?, .fileReadNoPermission?, .fileWriteVolumeReadOnly?:
      self = .readOnly(path: path)
    case .fileWriteOutOfSpace?: self = .full(path: path)
    case let code?:
      self = .failed(path: path, code: 0, reason: "file error \(code.rawValue)")
    case nil: self = .failed(path: path, code: 0, reason: "\(type(of: error))")
    }
  }
}
