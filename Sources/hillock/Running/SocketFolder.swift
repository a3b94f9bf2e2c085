import Foundation

/// A folder for the socket between a search and its local workers, for this user only.
struct SocketFolder {
  let path: String

  /// Makes the folder; its path is short, because a socket's path must be.
  init() throws(Failure) {
    let base = Environment.current["XDG_RUNTIME_DIR"] ?? "/tmp"
    let name = "hillock-\(UUID().uuidString.prefix(8))"
    for parent in [base, "/tmp"] where parent.utf8.count < 60 {
      let path = parent + "/" + name
      let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
      if (try? FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false, attributes: attributes)) != nil
      {
        self.path = path
        return
      }
    }
    throw Failure(.failed, "cannot make a folder for the workers' socket in \(base) or /tmp")
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
