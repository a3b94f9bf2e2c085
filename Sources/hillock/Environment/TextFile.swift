import Files
import Foundation

/// A small text file that a command line or a study names.
enum TextFile {
  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - what: what it should be, for messages, such as `network`.
  ///   - limit: the most bytes that are read; a longer file is refused.
  /// - Returns: the file's text.
  /// - Throws: why it cannot be read.
  static func read(_ path: String, as what: String, limit: Int) throws(Failure) -> String {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure("cannot read \(what) \(path): no such file")
    }
    guard !isFolder(path) else { throw Failure("cannot read \(what) \(path): it is a folder") }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw Failure("cannot read \(what) \(path): permission denied")
    }
    do {
      return try text(from: file, as: "\(what) \(path)", limit: limit)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("cannot read \(what) \(path): \(error.reason)")
    }
  }

  /// Reads standard input to its end; a longer text than the limit is refused.
  static func standardInput(as what: String, limit: Int) throws -> String {
    try text(from: .standardInput, as: what + " from standard input", limit: limit)
  }

  /// Reads a stream to its end, at most so far that it is known to be too long.
  private static func text(from stream: FileHandle, as what: String, limit: Int) throws -> String {
    var data = Data()
    while data.count <= limit,
      let more = try stream.read(upToCount: limit + 1 - data.count), !more.isEmpty
    {
      data += more
    }
    guard data.count <= limit else {
      throw Failure("cannot read \(what): too long (more than \(limit) bytes)")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Failure("cannot read \(what): no UTF-8 text")
    }
    return text
  }

  /// Writes a whole file, as `WrittenFile` has it; a regular one that is there is replaced.
  ///
  /// - Parameters:
  ///   - text: what it will hold.
  ///   - path: the file.
  ///   - what: what it is, for messages, such as `plot`.
  /// - Throws: why it cannot be written.
  static func write(_ text: String, to path: String, as what: String) throws(Failure) {
    let file = WrittenFile(path)
    guard !file.isFolder else { throw Failure("cannot write \(what) \(path): it is a folder") }
    do {
      try file.write(Data(text.utf8))
    } catch {
      throw Failure("cannot write \(what) \(path): \(error.reason)")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }
}
