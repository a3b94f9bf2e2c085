import CSodium

/// A SHA-256 digest: 32 bytes, written as 64 lower-case hexadecimal digits.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  public static let byteCount = 32

  public let bytes: [UInt8]

  init(trusted bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The digest with these bytes, or nil when there are not exactly 32 of them.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  /// The digest that 64 hexadecimal digits spell, or nil for any other text.
  public init?(hexadecimal text: String) {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == 2 * Self.byteCount, text.count == digits.count else { return nil }
    bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }

  /// The digest of a text's UTF-8 bytes.
  public static func of(_ text: String) -> Digest {
    of(Array(text.utf8))
  }

  /// The digest of bytes that are all at hand.
  public static func of(_ bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalized()
  }

  public var description: String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

/// A running SHA-256 over bytes that arrive in pieces.
///
/// The order of the pieces matters, their sizes do not.
public struct SHA256 {
  private var state = crypto_hash_sha256_state()

  public init() {
    unsafe crypto_hash_sha256_init(&state)
  }

  /// Adds bytes to what is hashed.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let block = Array(bytes)
    unsafe crypto_hash_sha256_update(&state, block, UInt64(block.count))
  }

  /// Adds the bytes of a span to what is hashed, without a copy.
  public mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      let start = unsafe base.assumingMemoryBound(to: UInt8.self)
      unsafe _ = crypto_hash_sha256_update(&state, start, UInt64(buffer.count))
    }
  }

  /// The digest of everything added so far.
  public consuming func finalized() -> Digest {
    var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
    unsafe crypto_hash_sha256_final(&state, &bytes)
    return Digest(trusted: bytes)
  }
}
