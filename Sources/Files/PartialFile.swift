import Foundation

/// A file that is being written under another name and then takes its own.
///
/// Its lock makes processes that want to write the same file take turns. What is left of one that
/// was killed meanwhile is written over by the next.
public struct PartialFile: ~Copyable {
  private let lock: FileLock

  private init(lock: consuming FileLock) {
    self.lock = lock
  }

  deinit { lock.remove() }

  /// Makes the empty file and waits until this process alone may write it.
  public static func locked(_ path: String) -> Result<PartialFile, FileFailure> {
    do throws(FileLock.Refusal) {
      return .success(PartialFile(lock: try FileLock.take(path, waits: true)))
    } catch {
      switch error {
      case .failed(let failure): return .failure(failure)
      case .held: preconditionFailure("\(path) is held, though its lock was waited for")
      }
    }
  }

  /// Writes all bytes and gives the file its name, replacing what has it now.
  ///
  /// Readers of the file that is replaced keep it.
  ///
  /// - Returns: why it failed, or nil.
  public func become(_ name: String, holding bytes: Span<UInt8>) -> FileFailure? {
    clear() ?? append(bytes) ?? become(name)
  }

  /// Takes away what is left of an earlier writer.
  func clear() -> FileFailure? {
    ftruncate(lock.descriptor, 0) == 0 ? rewind() : FileFailure(errno)
  }

  /// Goes back to the first byte, to write over what is there.
  func rewind() -> FileFailure? {
    lseek(lock.descriptor, 0, SEEK_SET) == 0 ? nil : FileFailure(errno)
  }

  /// Writes values, as they lie in memory, after those that were written before.
  ///
  /// - Returns: why it failed, or nil.
  func append<Element: BitwiseCopyable>(_ values: Span<Element>) -> FileFailure? {
    let descriptor = lock.descriptor
    return unsafe values.withUnsafeBytes { buffer in
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
    unsafe rename(lock.path, name) == 0 ? nil : FileFailure(errno)
  }
}
