import Foundation

/// A folder for the socket between a search and its local workers, for this user only.
struct SocketFolder {
  let path: String

  /// Makes the folder; its path is short, because a socket's path must be.
  init() throws(Failure) {
    let base = Environment.current["XDG_RUNTIME_DIR"] ?? "/tmp"
    let name = "hillock-\(UUID().uuidString.prefix(8))"
    for parent in [base, "/tmp"] where parent.utf8.count < 60 {
      Self.removeAbandoned(in: parent)
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

  /// Removes what searches that were killed have left: whoever lives holds a lock in its folder.
  private static func removeAbandoned(in parent: String) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: parent)) ?? [] {
      let folder = parent + "/" + name
      // One that is a moment old may be about to take its lock.
      guard name.hasPrefix("hillock-"), name.utf8.count == "hillock-".utf8.count + 8,
        let changed = try? files.attributesOfItem(atPath: folder)[.modificationDate] as? Date,
        changed.timeIntervalSinceNow < -60,
        let lock = FileHandle(forUpdatingAtPath: folder + "/coordinator.lock")
      else { continue }
      if flock(lock.fileDescriptor, LOCK_EX | LOCK_NB) == 0 {
        try? files.removeItem(atPath: folder)
      }
      try? lock.close()
    }
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
