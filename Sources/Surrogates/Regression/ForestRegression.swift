import Randomness

/// Predicts a row's value as the mean over many trees, each grown from a random draw of the
/// observations (Breiman 2001).
///
/// Each tree draws as many observations as there are, with replacement, and may split by any
/// column. Between distances alone, the columns are the distances to the observed rows.
public struct ForestRegression: Hashable, Sendable {
  /// How many trees there are.
  public var trees: Int

  public init(trees: Int = 100) {
    precondition(trees > 0, "a forest of \(trees) trees")
    self.trees = trees
  }
}

extension ForestRegression: Regressor {
  /// A spread is the standard deviation of the trees' predictions.
  public func predictions(
    from observations: Observations, in geometry: Geometry, seed: Seed
  ) -> Predictions {
    let known = geometry.placed(observations)
    guard known.count > 0 else { return .none(rows: geometry.count) }
    let points = points(geometry, known.rows)
    let data = TrainingColumns(known.rows.map { Array(points[$0]) }, targets: known.values)
    let centre = known.values.reduce(0, +) / Double(known.count)
    var sums = [Double](repeating: 0, count: geometry.count)
    var squares = sums
    var sumSpan = sums.mutableSpan
    var squareSpan = squares.mutableSpan
    for number in 0..<trees {
      let tree = RegressionTree(
        data, weights: draw(known.count, seed.derived("tree", UInt64(number))))
      tree.add(
        predictions: points.values.span, width: points.width, minus: centre, to: &sumSpan,
        &squareSpan)
    }
    let count = Double(trees)
    var predictions = Predictions.none(rows: geometry.count)
    for row in 0..<geometry.count where points[row].allSatisfy(\.isFinite) {
      let mean = sums[row] / count
      predictions.values[row] = centre + mean
      predictions.spreads[row] = max(0, squares[row] / count - mean * mean).squareRoot()
    }
    return predictions
  }

  /// How often each observation is drawn.
  private func draw(_ count: Int, _ seed: Seed) -> [Double] {
    var generator = Generator(seed: seed)
    var weights = [Double](repeating: 0, count: count)
    for _ in 0..<count { weights[generator.uniform(below: count)] += 1 }
    return weights
  }

  /// The rows as points.
  private func points(_ geometry: Geometry, _ observed: [Int]) -> Features {
    switch geometry {
    case .coordinates(let features): features
    case .distances(let distances):
      Features(
        width: observed.count,
        values: (0..<distances.count).flatMap { row in observed.map { distances[row, $0] } })
    }
  }
}
