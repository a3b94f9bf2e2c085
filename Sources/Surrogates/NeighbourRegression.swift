import Tensors

/// Predicts a row's value as the mean of its nearest observed rows' values.
public struct NeighbourRegression: Hashable, Sendable {
  /// How much a neighbour counts.
  public enum Weights: Hashable, Sendable {
    /// All neighbours count alike.
    case uniform
    /// A neighbour counts by the reciprocal of its distance; neighbours at distance 0, where there
    /// are any, count alone.
    case reciprocalDistance
  }

  public var weights: Weights

  public init(weights: Weights = .uniform) {
    self.weights = weights
  }

  /// Predicts the value of every row.
  ///
  /// Neighbours are added from the nearest on, so equal inputs give equal bits.
  ///
  /// - Parameters:
  ///   - neighbourhoods: the nearest observed rows of each row.
  ///   - values: one value for each row, of which only those of observed rows are read.
  /// - Returns: one prediction for each row; NaN for a row without neighbours.
  public func predictions(_ neighbourhoods: Neighbourhoods, values: [Double]) -> [Double] {
    neighbourhoods.nearest.means(of: values, isWeighted: weights == .reciprocalDistance)
  }
}
