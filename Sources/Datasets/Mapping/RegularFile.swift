import Foundation

/// Opening files for reading, and nothing that might keep the reader waiting.
enum RegularFile {
  /// Opens a file that has a beginning and an end.
  ///
  /// - Returns: its descriptor, which the caller closes; or why there is none.
  static func open(_ path: String) -> Result<Int32, FileFailure> {
    // Without waiting for somebody who writes into a pipe; files know no such wait.
    let descriptor = unsafe Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .failure(FileFailure(errno)) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      return .failure(FileFailure(code))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .success(descriptor)
    case S_IFDIR:
      close(descriptor)
      return .failure(FileFailure(EISDIR))
    default:
      close(descriptor)
      return .failure(.notRegular)
    }
  }
}
