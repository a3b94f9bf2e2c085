import Foundation

/// A file that is being written under another name and then takes its own.
///
/// Its lock makes processes that want to write the same file take turns. What is left of one that
/// was killed meanwhile is written over by the next.
struct PartialFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    unsafe unlink(path)
    close(descriptor)
  }

  /// Makes the empty file and waits until this process alone may write it.
  static func locked(_ path: String) -> Result<PartialFile, FileFailure> {
    while true {
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { return .failure(FileFailure(errno)) }
      while flock(descriptor, LOCK_EX) != 0 {
        let code = errno
        guard code == EINTR else {
          close(descriptor)
          return .failure(FileFailure(code))
        }
      }
      if isStill(path, descriptor) {
        return .success(PartialFile(path: path, descriptor: descriptor))
      }
      // The process that held the lock has renamed or removed its file meanwhile.
      close(descriptor)
    }
  }

  /// Writes all bytes and gives the file its name, replacing what has it now.
  ///
  /// Readers of the file that is replaced keep it.
  ///
  /// - Returns: why it failed, or nil.
  func become(_ name: String, holding bytes: Span<UInt8>) -> FileFailure? {
    clear() ?? append(bytes) ?? become(name)
  }

  /// Takes away what is left of an earlier writer.
  func clear() -> FileFailure? {
    ftruncate(descriptor, 0) == 0 ? rewind() : FileFailure(errno)
  }

  /// Goes back to the first byte, to write over what is there.
  func rewind() -> FileFailure? {
    lseek(descriptor, 0, SEEK_SET) == 0 ? nil : FileFailure(errno)
  }

  /// Writes values, as they lie in memory, after those that were written before.
  ///
  /// - Returns: why it failed, or nil.
  func append<Element: BitwiseCopyable>(_ values: Span<Element>) -> FileFailure? {
    unsafe values.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count, let start = buffer.baseAddress {
        let count = unsafe write(descriptor, start + written, buffer.count - written)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          return FileFailure(errno)
        }
      }
      return nil
    }
  }

  /// Gives the file its name, replacing what has it now.
  func become(_ name: String) -> FileFailure? {
    unsafe rename(path, name) == 0 ? nil : FileFailure(errno)
  }

  /// Whether a path still names the open file.
  private static func isStill(_ path: String, _ descriptor: Int32) -> Bool {
    var named = stat()
    var opened = stat()
    guard unsafe stat(path, &named) == 0, unsafe fstat(descriptor, &opened) == 0 else {
      return false
    }
    return named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }
}
