/// Finds the envelopes in a stream of bytes that comes in pieces of any size.
///
/// After an error nobody knows where the next envelope begins: stop reading the stream.
public struct FrameReader: Sendable {
  /// The largest frame that a stream carries.
  public static let limit = Envelope.largestFrameToCoordinator

  private var bytes: [UInt8] = []
  private var first = 0

  public init() {}

  /// Adds what has been read.
  public mutating func append(_ piece: some Sequence<UInt8>) {
    if first > 0 {
      bytes.removeFirst(first)
      first = 0
    }
    bytes += piece
  }

  /// The next whole envelope, or nil until more has been read.
  ///
  /// - Returns: the envelope, which is then forgotten.
  /// - Throws: `.tooLarge` for a length beyond the limit, before its bytes have come, and what
  ///   decoding throws.
  public mutating func next() throws(MessageError) -> Envelope? {
    guard bytes.count - first >= 4 else { return nil }
    let length = (0..<4).reduce(0) { $0 | Int(bytes[first + $1]) << ($1 * 8) }
    guard length <= Self.limit else { throw .tooLarge }
    guard bytes.count - first - 4 >= length else { return nil }
    let frame = Array(bytes[(first + 4)..<(first + 4 + length)])
    first += 4 + length
    return try Envelope(decoding: frame)
  }

  /// Whether the stream ended between two frames, as it should.
  public var isEmpty: Bool { first == bytes.count }
}

extension Envelope {
  /// The envelope as it goes through a stream of bytes, which keeps no boundaries of its own: its
  /// length in four bytes, least significant first, and then the frame.
  public var framed: [UInt8] {
    let content = encoded()
    precondition(
      content.count <= FrameReader.limit,
      "a frame of \(content.count) bytes; a stream takes at most \(FrameReader.limit)")
    let length = UInt32(content.count)
    return (0..<4).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) } + content
  }
}
