/// The name of an equivalence class: a 128-bit hash of the outputs on the probe.
///
/// A function with learnable parameters is one of many that its parameters make, so its key has two
/// parts: the outputs at the parameters' starts, and how the expression is written around the
/// parameters, with their starts; parts of it without a parameter count by their outputs. Such a
/// function is never in a class with one that has no parameters.
///
/// Keys are part of ledgers: the hashes (`outputs_key.c`, and those here) never change.
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

  /// The key of what a name makes of some parts.
  init(naming name: String, _ parts: [ClassKey]) {
    var high: UInt64 = 0x9e37_79b9_7f4a_7c15
    var low: UInt64 = 0xc2b2_ae3d_27d4_eb4f
    func absorb(_ word: UInt64) {
      high = (high ^ word) &* 0xd6e8_feb8_6659_fd93
      high ^= high >> 32
      low = (((low << 27) | (low >> 37)) &+ word) &* 0xa076_1d64_78bd_642f
    }
    for byte in name.utf8 { absorb(UInt64(byte)) }
    for part in parts {
      absorb(part.high)
      absorb(part.low)
    }
    let mixed = ClassKey.mixed(high ^ ClassKey.mixed(low))
    self.init(high: mixed, low: ClassKey.mixed(low &+ mixed))
  }

  /// The key of outputs with what is written around parameters; itself where there are none.
  func joined(with structure: ClassKey?) -> ClassKey {
    structure.map { ClassKey(naming: "parametric", [self, $0]) } ?? self
  }

  /// A bijection of 64 bits (the finalizer of SplitMix64).
  private static func mixed(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
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
