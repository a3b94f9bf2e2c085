import Foundation

/// Opening files for reading, and nothing that might keep the reader waiting.
public enum RegularFile {
  /// Opens a file that has a beginning and an end.
  ///
  /// - Returns: its descriptor, which the caller closes; or why there is none.
  public static func open(_ path: String) -> Result<Int32, FileFailure> {
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

/// What the system said when it refused something about a file.
public struct FileFailure: Error, Equatable, CustomStringConvertible {
  public let code: Int32

  public init(_ code: Int32) {
    self.code = code
  }

  /// A pipe, a device or a socket where a file was expected; the system has no number for it.
  static let notRegular = FileFailure(-1)

  /// The system's words, in lower case.
  public var description: String {
    if self == .notRegular { return "not a regular file" }
    let text = unsafe String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// Makes a folder, and says why it cannot be made.
  public static func making(folder: String) -> FileFailure? {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      return nil
    } catch {
      let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      return FileFailure((underlying?.code).map { Int32($0) } ?? ENOTDIR)
    }
  }
}
