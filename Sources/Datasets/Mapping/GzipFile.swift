import CZlib
import Files

/// Whole files that are compressed with gzip.
public enum GzipFile {
  private static let blockCount = 1 << 20

  /// Reads and inflates a file of one member, to its end.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the most bytes that are inflated; a file with more is refused.
  /// - Returns: what was compressed.
  /// - Throws: why the file cannot be read, or is no intact gzip stream.
  public static func read(_ path: String, limit: Int) throws(DatasetError) -> [UInt8] {
    var file = try GzipStream.open(path, expectedCount: limit)
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: blockCount)
    while true {
      var span = block.mutableSpan
      let count = try file.read(into: &span)
      if count == 0 { break }
      guard bytes.count + count <= limit else { throw .tooLong(file: path, expected: limit) }
      bytes += block[..<count]
    }
    _ = try file.finish(after: bytes.count)
    return bytes
  }

  /// Compresses bytes into a file; one that is there is replaced when all is written.
  ///
  /// The file says neither a name nor a time: the same bytes make the same file.
  ///
  /// - Parameters:
  ///   - bytes: what is compressed.
  ///   - path: the file.
  /// - Throws: why it cannot be written.
  public static func write(_ bytes: [UInt8], to path: String) throws(DatasetError) {
    let compressed = try compress(bytes, for: path)
    switch PartialFile.locked(path + ".part") {
    case .failure(let failure): throw .unwritable(file: path, reason: failure.description)
    case .success(let file):
      if let failure = file.become(path, holding: compressed.span) {
        throw .unwritable(file: path, reason: failure.description)
      }
    }
  }

  private static func compress(_ bytes: [UInt8], for path: String) throws(DatasetError) -> [UInt8] {
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    // 15 bits of window; 16 asks for a gzip header, whose fields zlib leaves empty.
    let start = unsafe deflateInit2_(
      &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    guard start == Z_OK else {
      throw .unwritable(file: path, reason: "zlib cannot start (code \(start))")
    }
    defer { unsafe deflateEnd(&stream) }
    precondition(bytes.count <= UInt32.max, "\(bytes.count) bytes at once")
    let bound = unsafe Int(deflateBound(&stream, UInt(bytes.count)))
    var code = Z_OK
    let compressed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      unsafe bytes.withUnsafeBufferPointer { input in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(bound)
        code = unsafe deflate(&stream, Z_FINISH)
      }
      count = unsafe bound - Int(stream.avail_out)
    }
    guard code == Z_STREAM_END else {
      throw .unwritable(file: path, reason: "zlib code \(code)")
    }
    return compressed
  }
}
