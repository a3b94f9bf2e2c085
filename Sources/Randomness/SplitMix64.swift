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
