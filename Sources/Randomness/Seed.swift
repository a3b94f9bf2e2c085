/// A 64-bit seed that is named by what it is for.
///
/// Every generator of a study descends from the study's seed through `derived`, so that a result
/// never depends on the order in which work was done. The hash is FNV-1a over the parent's eight
/// bytes (least significant first), the UTF-8 bytes of the name, a zero byte, and the eight bytes
/// of the index; its value then goes through the SplitMix64 finaliser.
public struct Seed: Hashable, Sendable {
  public let value: UInt64

  public init(_ value: UInt64) {
    self.value = value
  }

  /// The seed for a purpose below this one.
  ///
  /// - Parameters:
  ///   - name: what the numbers are for, such as `weights` or a class key.
  ///   - index: tells apart several seeds of the same name.
  /// - Returns: a seed that shares nothing visible with this one.
  public func derived(_ name: String, _ index: UInt64 = 0) -> Seed {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func absorb(_ byte: UInt8) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    for shift in stride(from: 0, to: 64, by: 8) {
      absorb(UInt8(truncatingIfNeeded: value >> shift))
    }
    for byte in name.utf8 { absorb(byte) }
    absorb(0)
    for shift in stride(from: 0, to: 64, by: 8) {
      absorb(UInt8(truncatingIfNeeded: index >> shift))
    }
    return Seed(SplitMix64.mixed(hash))
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): spreads one word into the state of a larger generator.
struct SplitMix64 {
  private var state: UInt64

  init(_ state: UInt64) {
    self.state = state
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mixed(state)
  }

  /// The finaliser: every input bit reaches every output bit.
  static func mixed(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}
