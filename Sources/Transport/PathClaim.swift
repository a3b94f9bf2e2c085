import Files
import Foundation

/// The right to listen at a path, held against other processes.
///
/// libzmq removes whatever is at an ipc path before it binds, another server's socket included,
/// which would then wait for ever on a socket without a name. So a path is claimed first: by a
/// lock on a file beside it, which the kernel drops when the process dies, and by a connection to
/// it, which a listener that knows nothing of the lock would accept.
final class PathClaim {
  private let lock: FileLock
  private let path: String

  /// Claims a path, or throws `.addressInUse`, or `.cannotBind` when it can hold no socket.
  init(_ path: String, for address: Address) throws(TransportError) {
    let folder = Self.folder(of: path)
    var status = stat()
    guard unsafe stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .cannotBind(address, reason: "no folder \(folder)")
    }
    self.path = path
    lock = try Self.lock("\(path).lock", for: address)
    guard unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw .cannotBind(address, reason: "the path is taken by something that is no socket")
    }
    if Self.isAnswered(path) { throw .addressInUse(address) }
  }

  /// Removes the socket that was bound at the path, which libzmq leaves behind.
  func removeSocket() { unsafe _ = unlink(path) }

  deinit { lock.remove() }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func lock(
    _ path: String, for address: Address
  ) throws(TransportError) -> FileLock {
    do throws(FileLock.Refusal) {
      return try FileLock.take(path, waits: false, mode: 0o600)
    } catch {
      switch error {
      case .held: throw .addressInUse(address)
      case .failed(let failure): throw .cannotBind(address, reason: "\(path): \(failure)")
      }
    }
  }

  /// Whether somebody listens at a path.
  private static func isAnswered(_ path: String) -> Bool {
    let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard probe >= 0 else { return false }
    defer { close(probe) }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    unsafe withUnsafeMutableBytes(of: &name.sun_path) { room in
      precondition(bytes.count < room.count, "an ipc path has at most \(room.count - 1) bytes")
      unsafe room.copyBytes(from: bytes)
    }
    let answer = unsafe withUnsafePointer(to: name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(probe, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    // A full queue of connections also means that somebody listens.
    return answer == 0 || errno == EAGAIN
  }
}
