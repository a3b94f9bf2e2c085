import Foundation

/// The first bytes of a file, which tell an SQLite database from anything else before SQLite
/// touches it.
struct FileHeader {
  private let bytes: [UInt8]
  private let isFolder: Bool

  /// Reads a file's first bytes; a file that is not there has none.
  init(ofFileAt path: String) throws(StorageError) {
    do {
      (bytes, isFolder) = try Self.read(path)
    } catch CocoaError.fileReadNoSuchFile {
      (bytes, isFolder) = ([], false)
    } catch {
      throw StorageError(file: error, ledger: path)
    }
  }

  private static func read(_ path: String) throws -> (bytes: [UInt8], isFolder: Bool) {
    let kind = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    if kind == .typeDirectory { return ([], true) }
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    return (Array(try handle.read(upToCount: magic.count) ?? Data()), false)
  }

  private static let magic = Array("SQLite format 3\0".utf8)

  /// Whether there is nothing yet.
  var isEmpty: Bool { bytes.isEmpty && !isFolder }

  /// Throws unless the file is empty or a database.
  func check(path: String) throws(StorageError) {
    if isFolder { throw .notALedger(path: path, reason: "it is a folder") }
    guard bytes.isEmpty || bytes == Self.magic else {
      throw .notALedger(path: path, reason: "it is not an SQLite database")
    }
  }
}
