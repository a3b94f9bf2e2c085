import CZlib
import Digests
import Files
import Foundation

/// The bytes inside a gzip file of one member, inflated as they are asked for.
///
/// What is read from the file is hashed on the way; `finish` hands out the digest.
@safe struct GzipStream: ~Copyable {
  let path: String
  /// How long the whole file should be; only error texts use it.
  let expectedCount: Int
  private static let blockCount = 1 << 16
  private let descriptor: Int32
  private let block: UnsafeMutablePointer<UInt8>
  /// On the heap, because zlib's state points back at it and checks that it has not moved.
  private let stream: UnsafeMutablePointer<z_stream>
  private var hash = SHA256()
  private var fileCount = 0
  private var hasEnded = false

  private init(path: String, expectedCount: Int, descriptor: Int32) {
    self.path = path
    self.expectedCount = expectedCount
    self.descriptor = descriptor
    unsafe block = .allocate(capacity: Self.blockCount)
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
    unsafe block.deallocate()
    close(descriptor)
  }

  /// Opens a gzip file at its beginning.
  ///
  /// A pipe or a device is refused, and not waited for.
  static func open(_ path: String, expectedCount: Int) throws(DatasetError) -> GzipStream {
    let descriptor: Int32
    switch RegularFile.open(path) {
    case .failure(let failure): throw .unreadable(file: path, reason: failure.description)
    case .success(let opened): descriptor = opened
    }
    let opened = GzipStream(path: path, expectedCount: expectedCount, descriptor: descriptor)
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    // 15 bits of window; 16 asks for a gzip header and nothing else.
    let code = unsafe inflateInit2_(opened.stream, 15 + 16, ZLIB_VERSION, size)
    guard code == Z_OK else {
      throw .unreadable(file: path, reason: "zlib cannot start (code \(code))")
    }
    return opened
  }

  /// The digest of a file as it lies there, gzip or not; nil where it cannot be read.
  static func digest(of path: String) -> Digest? {
    guard var file = try? open(path, expectedCount: 0) else { return nil }
    while let count = try? file.fill() {
      if count == 0 { return file.hash.finalized() }
    }
    return nil
  }

  /// Inflates the next bytes.
  ///
  /// - Returns: how many bytes of `output` were filled; fewer than it has only at the end.
  mutating func read(into output: inout MutableSpan<UInt8>) throws(DatasetError) -> Int {
    var filled = 0
    while filled < output.count, !hasEnded {
      if unsafe stream.pointee.avail_in == 0 { try refill() }
      let wanted = min(output.count - filled, 1 << 30)
      let code = unsafe output.withUnsafeMutableBufferPointer { buffer in
        unsafe stream.pointee.next_out = buffer.baseAddress.map { unsafe $0 + filled }
        unsafe stream.pointee.avail_out = UInt32(wanted)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
      filled += unsafe wanted - Int(stream.pointee.avail_out)
      switch code {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: hasEnded = true
      default:
        let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
        throw .damaged(file: path, reason: message ?? "zlib code \(code)")
      }
    }
    return filled
  }

  /// Checks that the stream, and the file with it, ends here, and hands out the file's digest.
  ///
  /// How many bytes were read so far is for the error text.
  mutating func finish(after count: Int) throws(DatasetError) -> Digest {
    var extra: [UInt8] = [0]
    var span = extra.mutableSpan
    guard try read(into: &span) == 0 else {
      throw .tooLong(file: path, expected: count)
    }
    var trailing = unsafe Int(stream.pointee.avail_in)
    while true {
      let count = try fill()
      if count == 0 { break }
      trailing += count
    }
    guard trailing == 0 else {
      throw .trailing(file: path, count: trailing)
    }
    return hash.finalized()
  }

  /// Gives zlib the next block; a file that has none left was cut off.
  private mutating func refill() throws(DatasetError) {
    let count = try fill()
    guard count > 0 else {
      throw .truncated(file: path, count: fileCount, expected: expectedCount)
    }
    unsafe stream.pointee.next_in = block
    unsafe stream.pointee.avail_in = UInt32(count)
  }

  /// Reads and hashes the next block of the file; 0 at its end.
  private mutating func fill() throws(DatasetError) -> Int {
    while true {
      let count = unsafe Foundation.read(descriptor, block, Self.blockCount)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .unreadable(file: path, reason: FileFailure(errno).description)
      }
      fileCount += count
      unsafe hash.update(RawSpan(_unsafeStart: block, byteCount: count))
      return count
    }
  }
}
