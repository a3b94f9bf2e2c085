import Foundation

/// The right to write a ledger: `<ledger>.lock`, locked as long as this value lives.
///
/// The lock belongs to the open file, not to the file's existence: it ends with its process,
/// however that ends, and the file stays behind without meaning. Its text, the process id, is only
/// for messages.
final class LedgerLock: Sendable {
  private let handle: FileHandle

  /// Takes the lock of the ledger at a path, or throws `inUse` at once when another holds it.
  init(ledger path: String) throws(StorageError) {
    let url = URL(filePath: path + ".lock")
    do {
      if !FileManager.default.fileExists(atPath: url.path()) {
        do {
          try Data().write(to: url, options: .withoutOverwriting)
        } catch CocoaError.fileWriteFileExists {
          // Another process was faster; whoever locks it wins.
        }
      }
      handle = try FileHandle(forUpdating: url)
    } catch {
      throw StorageError(file: error, ledger: path)
    }
    // A worker started by this process must not keep the lock when this process is gone.
    _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
    while flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK:
        throw .inUse(path: path, process: Self.process(handle))
      case let code:
        throw .failed(
          path: path, code: 0, reason: "its lock file cannot be locked (errno \(code))")
      }
    }
    // Only information: a full disk shows itself where it matters.
    try? handle.truncate(atOffset: 0)
    try? handle.write(contentsOf: Data("\(ProcessInfo.processInfo.processIdentifier)\n".utf8))
  }

  /// Throws `inUse` when somebody holds the lock of a ledger; makes no file.
  static func check(ledger path: String) throws(StorageError) {
    guard let handle = FileHandle(forReadingAtPath: path + ".lock") else { return }
    defer { try? handle.close() }
    guard flock(handle.fileDescriptor, LOCK_SH | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { return }
      throw .inUse(path: path, process: process(handle))
    }
    _ = flock(handle.fileDescriptor, LOCK_UN)
  }

  /// Gives the lock up before its value ends, once.
  ///
  /// Closing alone would not do: a process that is being started elsewhere in this one may hold a
  /// copy of the open file for a moment.
  func release() {
    _ = flock(handle.fileDescriptor, LOCK_UN)
    try? handle.close()
  }

  private static func process(_ handle: FileHandle) -> Int? {
    guard let bytes = try? handle.read(upToCount: 20) else { return nil }
    return Int(
      String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
  }
}

extension StorageError {
  /// What a failed file operation on a ledger or its lock means.
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
