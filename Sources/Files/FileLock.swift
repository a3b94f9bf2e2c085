import Foundation

/// A file that one process holds at a time.
///
/// The lock belongs to the open file, not to the file's existence: the kernel drops it when the
/// process ends, however that ends. What the file says means nothing to the lock. The descriptor
/// is closed in a program that this one starts, so that no child keeps the lock.
public struct FileLock: ~Copyable, Sendable {
  /// Why there is no lock.
  public enum Refusal: Error, Equatable {
    /// Another holds it; the number that its file says, if any.
    case held(by: Int?)
    case failed(FileFailure)
  }

  public let path: String
  public let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Makes the file where there is none, and locks it.
  ///
  /// - Parameters:
  ///   - path: the file's.
  ///   - waits: whether to wait until the lock is free; if not, a held one is refused at once.
  ///   - mode: who may open a file that is made.
  /// - Returns: the lock of the file that now has this path: holders may rename or remove it.
  /// - Throws: why there is none; `held` only without waiting.
  public static func take(
    _ path: String, waits: Bool, mode: mode_t = 0o644
  ) throws(Refusal) -> FileLock {
    while true {
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode)
      guard descriptor >= 0 else { throw .failed(FileFailure(errno)) }
      let lock = FileLock(path: path, descriptor: descriptor)
      while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
        switch errno {
        case EINTR: continue
        case EWOULDBLOCK: throw .held(by: lock.number)
        case let code: throw .failed(FileFailure(code))
        }
      }
      if lock.isNamed { return lock }
      // Whoever held the lock has renamed or removed the file meanwhile.
    }
  }

  /// Who holds the lock of a file, without making the file.
  ///
  /// - Returns: nil where nobody does, or nothing can be said.
  public static func holder(of path: String) -> Refusal? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    let file = FileLock(path: path, descriptor: descriptor)
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else {
      return errno == EWOULDBLOCK ? .held(by: file.number) : nil
    }
    file.release()
    return nil
  }

  /// Writes this process's number, which tells others who holds the lock.
  ///
  /// Only information: a full disk shows itself where it matters.
  public func sign() {
    guard ftruncate(descriptor, 0) == 0 else { return }
    let text = Array("\(getpid())\n".utf8)
    unsafe _ = text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  /// Gives the lock up while the value lives on; the file stays.
  ///
  /// Closing alone would not do: a process that is being started elsewhere in this one may hold a
  /// copy of the open file for a moment.
  public func release() { _ = flock(descriptor, LOCK_UN) }

  /// Removes the file if it still has its name, while it is still locked: whoever opened it
  /// meanwhile sees that it is gone.
  public func remove() {
    if isNamed { unsafe _ = unlink(path) }
  }

  /// Whether the path still names the file that is open.
  private var isNamed: Bool {
    var named = stat()
    var opened = stat()
    guard unsafe stat(path, &named) == 0, unsafe fstat(descriptor, &opened) == 0 else {
      return false
    }
    return named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }

  /// The number that the file says.
  private var number: Int? {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count > 0 else { return nil }
    return Int(
      String(decoding: bytes[..<count], as: UTF8.self).trimmingCharacters(
        in: .whitespacesAndNewlines))
  }
}
