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
