import Digests
import Foundation

/// A published gzip file in the IDX format: a magic, big-endian dimensions, then the bytes.
///
/// The format is LeCun's, from the page of the MNIST data.
struct IDXFile: Sendable {
  let name: String
  let kind: IDXKind
  /// The number of examples, and for images height and width.
  let dimensions: [Int]
  /// How long the compressed file is.
  let fileCount: Int
  /// The SHA-256 of the compressed file.
  let digest: Digest

  /// How many bytes follow the header.
  var count: Int { dimensions.reduce(1, *) }

  private var headerCount: Int { 4 + 4 * dimensions.count }

  /// Whether a folder holds exactly the published file.
  func isIntact(in folder: String) -> Bool {
    GzipStream.digest(of: "\(folder)/\(name)") == digest
  }

  /// Inflates the file into `output`, exactly `count` bytes long, and verifies everything.
  ///
  /// What the file says about itself is checked before the digest, so that the error of a wrong
  /// file is as plain as can be.
  func read(
    from folder: String, package: String, into output: inout MutableSpan<UInt8>
  ) throws(DatasetError) {
    precondition(output.count == count, "\(count) bytes of \(name) into \(output.count)")
    let path = "\(folder)/\(name)"
    guard FileManager.default.fileExists(atPath: path) else {
      throw .missingFile(file: path, package: package)
    }
    var stream = try GzipStream.open(path, expectedCount: fileCount)
    var header = [UInt8](repeating: 0, count: 4)
    try read(from: &stream, into: &header, after: 0)
    let magic = Self.number(header[...])
    guard let found = IDXKind(magic: magic) else {
      throw .notIDX(file: path, magic: magic, expected: kind)
    }
    guard found == kind else { throw .mislabelled(file: path, found: found, expected: kind) }
    header = [UInt8](repeating: 0, count: 4 * dimensions.count)
    try read(from: &stream, into: &header, after: 4)
    let dimensions = stride(from: 0, to: header.count, by: 4).map {
      Int(Self.number(header[$0..<$0 + 4]))
    }
    guard dimensions == self.dimensions else {
      throw .wrongDimensions(file: path, found: dimensions, expected: self.dimensions)
    }
    let filled = try stream.read(into: &output)
    guard filled == count else {
      throw .tooShort(file: path, count: headerCount + filled, expected: headerCount + count)
    }
    let digest = try stream.finish(after: headerCount + count)
    guard digest == self.digest else {
      throw .wrongDigest(file: path, found: digest, expected: self.digest)
    }
  }

  /// Fills a piece of the header.
  private func read(
    from stream: inout GzipStream, into bytes: inout [UInt8], after start: Int
  ) throws(DatasetError) {
    var span = bytes.mutableSpan
    let filled = try stream.read(into: &span)
    guard filled == span.count else {
      throw .tooShort(file: stream.path, count: start + filled, expected: headerCount + count)
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// What an IDX file of bytes holds, which its first four bytes (the magic) say.
public enum IDXKind: Hashable, Sendable, CustomStringConvertible {
  /// One byte an example.
  case labels
  /// Height times width bytes an example.
  case images

  /// The kind that a magic stands for, if any: two zeros, 8 for bytes, the number of dimensions.
  init?(magic: UInt32) {
    switch magic {
    case Self.labels.magic: self = .labels
    case Self.images.magic: self = .images
    default: return nil
    }
  }

  var magic: UInt32 {
    switch self {
    case .labels: 0x0801
    case .images: 0x0803
    }
  }

  public var description: String {
    switch self {
    case .labels: "labels (magic 0x801)"
    case .images: "images (magic 0x803)"
    }
  }
}
