/// The name of an equivalence class: a 128-bit hash of the outputs on the probe.
///
/// Keys are part of ledgers: the hash (`outputs_key.c`) never changes.
public struct ClassKey: Hashable, Sendable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads 32 hexadecimal digits; nil for any other text.
  public init?(hexadecimal text: String) {
    guard text.utf8.count == 32, text.utf8.allSatisfy(ClassKey.isDigit),
      let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}

extension ClassKey: Comparable {
  public static func < (a: ClassKey, b: ClassKey) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension ClassKey: CustomStringConvertible {
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = [high, low].flatMap { word in
      stride(from: 60, through: 0, by: -4).map { digits[Int(word >> UInt64($0) & 15)] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
