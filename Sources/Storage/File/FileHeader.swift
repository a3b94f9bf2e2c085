import Foundation

/// The first bytes of a file, which tell an SQLite database from anything else before SQLite
/// touches it.
struct FileHeader {
  private let bytes: [UInt8]
  private let isFolder: Bool

  /// Reads a file's first bytes; a file that is not there has none.
  init(ofFileAt path: String) throws(StorageError) {
    do {
      let kind = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
      isFolder = kind == .typeDirectory
      guard !isFolder else {
        bytes = []
        return
      }
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      bytes = Array(try handle.read(upToCount: Self.magic.count) ?? Data())
    } catch CocoaError.fileReadNoSuchFile {
      bytes = []
      isFolder = false
    } catch {
      throw StorageError(file: error, ledger: path)
    }
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
