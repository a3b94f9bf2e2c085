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
