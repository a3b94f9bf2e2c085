import CKernels
import Foundation

/// Bytes that are never written again, mapped from a file or held in memory.
///
/// The mapping lives as long as the object, is read-only, and belongs to no other object; only
/// then are its bytes free to be read from any thread. A file is mapped by one who knows that it
/// is replaced whole, never changed in place: a file that shrinks would take the process with it.
@safe public final class MappedBytes: Sendable {
  public let count: Int
  /// The pointer, as a number: a pointer is not Sendable, and the type keeps this one valid for all.
  private let address: UInt

  private init(address: UInt, count: Int) {
    self.address = address
    self.count = count
  }

  deinit {
    if count > 0 { unsafe munmap(UnsafeMutableRawPointer(bitPattern: address), count) }
  }

  /// Maps the whole of a file, or returns nil where there is none that can be mapped.
  public static func file(_ path: String) -> MappedBytes? {
    guard case .success(let descriptor) = RegularFile.open(path) else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    return map(
      descriptor: descriptor, count: Int(status.st_size), protection: PROT_READ, flags: MAP_SHARED)
  }

  /// Makes bytes in memory that a body fills; afterwards nobody can write them.
  public static func memory<Failure>(
    count: Int, fill: (inout MutableSpan<UInt8>) throws(Failure) -> Void
  ) throws(Failure) -> MappedBytes {
    let made = map(
      descriptor: -1, count: count, protection: PROT_READ | PROT_WRITE,
      flags: MAP_PRIVATE | MAP_ANONYMOUS)
    guard let made else { preconditionFailure("no memory for \(count) bytes (errno \(errno))") }
    guard count > 0 else { return made }
    let start = unsafe UnsafeMutablePointer<UInt8>(bitPattern: made.address)
    var span = unsafe MutableSpan(_unsafeStart: start.unsafelyUnwrapped, count: count)
    try fill(&span)
    unsafe mprotect(start, count, PROT_READ)
    return made
  }

  private static func map(
    descriptor: Int32, count: Int, protection: Int32, flags: Int32
  ) -> MappedBytes? {
    guard count > 0 else { return MappedBytes(address: 0, count: 0) }
    let start = unsafe mmap(nil, count, protection, flags, descriptor, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else { return nil }
    return MappedBytes(address: UInt(bitPattern: start), count: count)
  }

  public subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < count, "byte \(position) of \(count)")
    return unsafe start[position]
  }

  /// Lends a range of the bytes to a body.
  public func withSpan<R, Failure>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> R
  ) throws(Failure) -> R {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) of \(count) bytes")
    guard !range.isEmpty else { return try body(Span()) }
    let pointer = unsafe start + range.lowerBound
    return try body(unsafe Span(_unsafeStart: pointer, count: range.count))
  }

  /// Lends a range of the bytes as floats of this processor; the range fills whole floats.
  public func withFloats<R, Failure>(
    _ range: Range<Int>, _ body: (Span<Float>) throws(Failure) -> R
  ) throws(Failure) -> R {
    let stride = MemoryLayout<Float>.stride
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count && range.count.isMultiple(of: stride)
        && range.lowerBound.isMultiple(of: stride), "floats at \(range) of \(count) bytes")
    guard !range.isEmpty else { return try body(Span()) }
    let pointer = unsafe UnsafeRawPointer(start + range.lowerBound)
      .assumingMemoryBound(to: Float.self)
    return try body(unsafe Span(_unsafeStart: pointer, count: range.count / stride))
  }

  /// A fast 128-bit hash of a range of the bytes, which finds damage.
  func hash(_ range: Range<Int>) -> [UInt64] {
    withSpan(range) { hashed($0) }
  }

  /// Where the bytes begin; there are none when `count` is 0.
  private var start: UnsafePointer<UInt8> {
    precondition(count > 0, "no bytes")
    return unsafe UnsafePointer<UInt8>(bitPattern: address).unsafelyUnwrapped
  }
}

/// A 128-bit hash of values as they lie in memory: ten times as fast as a CRC, for gigabytes.
func hashed<Element: BitwiseCopyable>(_ values: Span<Element>) -> [UInt64] {
  var words: [UInt64] = [0, 0]
  unsafe values.withUnsafeBytes { buffer in
    unsafe hillock_hash_bytes(buffer.baseAddress, buffer.count, &words)
  }
  return words
}
