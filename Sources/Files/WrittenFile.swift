import Foundation

/// A file that a command line names and that is written whole.
///
/// Symbolic links are followed. A regular file, or a new one, takes its place at once when all of
/// it is there, so that nobody sees half of it. Anything else (a device, a pipe that has a name,
/// what is behind `/dev/stdout`) stays what it is and is written into.
public struct WrittenFile {
  /// The file's place, no link itself.
  public let path: String
  private let isReplaced: Bool

  /// Looks at what is there.
  ///
  /// - Parameter path: where the file is or will be.
  public init(_ path: String) {
    let files = FileManager.default
    var place = path
    // As many links as the system follows; those in /proc lead to open files, which have no path.
    for _ in 0..<40 where !Self.namesOpenFile(place) {
      guard let target = try? files.destinationOfSymbolicLink(atPath: place) else { break }
      let folder = place.lastIndex(of: "/").map { String(place[...$0]) } ?? ""
      place = target.hasPrefix("/") ? target : folder + target
    }
    self.path = place
    let kind = try? files.attributesOfItem(atPath: place)[.type] as? FileAttributeType
    isReplaced = !Self.namesOpenFile(place) && (kind == nil || kind == .typeRegular)
  }

  private static func namesOpenFile(_ path: String) -> Bool {
    path.hasPrefix("/proc/") || path.hasPrefix("/dev/fd/")
  }

  /// Whether a folder stands there.
  public var isFolder: Bool {
    let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return kind == .typeDirectory
  }

  /// Writes the whole file.
  ///
  /// - Throws: what the system has against it.
  public func write(_ data: Data) throws {
    if isReplaced { return try data.write(to: URL(filePath: path), options: .atomic) }
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    // Where there is an end, what was written before stays before it.
    _ = try? file.seekToEnd()
    try file.write(contentsOf: data)
    try file.close()
  }
}
