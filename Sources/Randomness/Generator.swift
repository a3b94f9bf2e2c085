import Foundation

/// The generator behind every random choice: xoshiro256** (Blackman, Vigna 2018).
///
/// The same seed gives the same numbers on every machine and in every release.
public struct Generator: RandomNumberGenerator, Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  public init(seed: Seed) {
    var words = SplitMix64(seed.value)
    a = words.next()
    b = words.next()
    c = words.next()
    d = words.next()
  }

  public mutating func next() -> UInt64 {
    let product = b &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 45) | (d >> 19)
    return result
  }

  /// A whole number in `0..<bound`, without bias (Lemire 2019).
  public mutating func uniform(below bound: Int) -> Int {
    precondition(bound > 0, "a uniform choice needs a bound above 0 (\(bound))")
    let bound = UInt64(bound)
    var (high, low) = next().multipliedFullWidth(by: bound)
    if low < bound {
      let threshold = (0 &- bound) % bound
      while low < threshold { (high, low) = next().multipliedFullWidth(by: bound) }
    }
    return Int(high)
  }

  /// A number in `[0, 1)` with 53 random bits.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A draw from the standard normal distribution, by Marsaglia's polar method.
  ///
  /// The method's second number is thrown away: a generator that keeps nothing aside can be
  /// copied or replayed at any point.
  public mutating func normal() -> Double {
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let square = u * u + v * v
      if square > 0, square < 1 { return u * polarFactor(square) }
    }
  }

  /// Puts the elements of an array in a random order (Fisher and Yates).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, uniform(below: last + 1))
    }
  }
}

/// The factor sqrt(-2 ln s / s) of Marsaglia's polar method, for 0 < s < 1.
func polarFactor(_ square: Double) -> Double {
  (-2 * log(square) / square).squareRoot()
}
