import Randomness
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

  /// How many observed rows a prediction is the mean of.
  public var neighbours: Int
  public var weights: Weights

  public init(neighbours: Int = 3, weights: Weights = .uniform) {
    self.neighbours = neighbours
    self.weights = weights
  }

  /// Predicts the value of every row.
  ///
  /// Neighbours are added from the nearest on, so equal inputs give equal bits.
  ///
  /// - Parameters:
  ///   - neighbourhoods: the nearest observed rows of each row, as many as they keep.
  ///   - values: one value for each row, of which only those of observed rows are read.
  /// - Returns: one prediction for each row; NaN for a row without neighbours.
  public func predictions(_ neighbourhoods: Neighbourhoods, values: [Double]) -> [Double] {
    means(neighbourhoods.nearest, of: values)
  }

  private func means(_ nearest: NearestRows, of values: [Double]) -> [Double] {
    nearest.means(of: values, isWeighted: weights == .reciprocalDistance)
  }
}

extension NeighbourRegression: Regressor {
  /// A spread is the neighbours' standard deviation around the prediction, weighted alike.
  ///
  /// Of two observed rows at equal distance the one with the lower number counts as nearer.
  public func predictions(
    from observations: Observations, in geometry: Geometry, seed: Seed
  ) -> Predictions {
    var nearest = NearestRows(rows: geometry.count, limit: neighbours)
    var values = [Double](repeating: 0, count: geometry.count)
    for (row, value) in zip(observations.rows, observations.values) {
      nearest.offer(row, at: geometry.squares(from: row))
      values[row] = value
    }
    return predictions(nearest, values, centre: observations.centre)
  }

  /// The predictions of neighbourhoods that hold just the observations.
  func predictions(
    _ neighbourhoods: Neighbourhoods, from observations: Observations
  ) -> Predictions {
    var values = [Double](repeating: 0, count: neighbourhoods.features.count)
    for (row, value) in zip(observations.rows, observations.values) { values[row] = value }
    return predictions(neighbourhoods.nearest, values, centre: observations.centre)
  }

  private func predictions(
    _ nearest: NearestRows, _ values: [Double], centre: Double
  ) -> Predictions {
    let predictions = means(nearest, of: values)
    // The mean of squared deviations, each from its own row's prediction, is E v^2 - (E v)^2; that
    // difference loses digits, so values are first taken relative to their common mean.
    let centred = values.map { $0 - centre }
    let squares = means(nearest, of: centred.map { $0 * $0 })
    let spreads = zip(squares, predictions).map { square, prediction in
      let offset = prediction - centre
      return prediction.isNaN ? .nan : max(0, square - offset * offset).squareRoot()
    }
    return Predictions(values: predictions, spreads: spreads)
  }
}
