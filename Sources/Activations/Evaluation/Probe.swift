import Foundation

/// The 1,000 fixed inputs whose outputs tell functions apart.
///
/// They are the normal samples of NumPy's legacy generator at seed 0, bit for bit: Marsaglia's polar
/// method on MT19937, which gives the second number of each pair first.
public enum Probe {
  /// The samples in double precision, which the identity rule uses.
  public static let samples: [Double] = {
    var generator = MersenneTwister(seed: 0)
    var samples: [Double] = []
    while samples.count < count {
      let first = 2 * generator.uniform() - 1
      let second = 2 * generator.uniform() - 1
      let square = first * first + second * second
      guard square > 0, square < 1 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      samples += [factor * second, factor * first]
    }
    return samples
  }()

  /// The places of the samples from the least to the greatest: smooth functions have nearly equal
  /// outputs at neighbours.
  public static let ascending = samples.indices.sorted { samples[$0] < samples[$1] }

  /// How many samples there are.
  public static let count = 1000
}

/// The generator MT19937 (Matsumoto and Nishimura, 1998), seeded by Knuth's rule.
///
/// It exists for one purpose: NumPy's legacy generator drew the published probe with it. All other
/// randomness of Hillock comes from `Randomness`.
struct MersenneTwister {
  private var state: [UInt32]
  private var index = 624

  init(seed: UInt32) {
    state = [seed]
    for i in 1..<624 {
      let last = state[i - 1]
      state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(i))
    }
  }

  mutating func next() -> UInt32 {
    if index == 624 { refill() }
    var y = state[index]
    index += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9d2c_5680
    y ^= (y << 15) & 0xefc6_0000
    return y ^ (y >> 18)
  }

  /// A number in [0, 1) with 53 random bits.
  mutating func uniform() -> Double {
    let high = Double(next() >> 5)
    let low = Double(next() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  private mutating func refill() {
    for i in 0..<624 {
      let y = (state[i] & 0x8000_0000) | (state[(i + 1) % 624] & 0x7fff_ffff)
      state[i] = state[(i + 397) % 624] ^ (y >> 1) ^ ((y & 1) * 0x9908_b0df)
    }
    index = 0
  }
}
