import Foundation

/// The factor sqrt(-2 ln s / s) of Marsaglia's polar method, for 0 < s < 1.
func polarFactor(_ square: Double) -> Double {
  (-2 * log(square) / square).squareRoot()
}
