import Foundation

/// What the system said when it refused something about a file.
struct FileFailure: Error, Equatable, CustomStringConvertible {
  let code: Int32

  init(_ code: Int32) {
    self.code = code
  }

  /// A pipe, a device or a socket where a file was expected; the system has no number for it.
  static let notRegular = FileFailure(-1)

  var description: String { self == .notRegular ? "not a regular file" : reason(code) }

  /// Makes a folder, and says why it cannot be made.
  static func making(folder: String) -> FileFailure? {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      return nil
    } catch {
      let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      return FileFailure((underlying?.code).map { Int32($0) } ?? ENOTDIR)
    }
  }
}

/// The system's words for an error number, in lower case.
func reason(_ code: Int32) -> String {
  let text = unsafe String(cString: strerror(code))
  return text.prefix(1).lowercased() + text.dropFirst()
}
