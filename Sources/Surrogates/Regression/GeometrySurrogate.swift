import Randomness

/// Any regressor over any geometry.
public struct GeometrySurrogate: Surrogate {
  public let geometry: Geometry
  public let regressor: any Regressor

  public init(_ geometry: Geometry, _ regressor: any Regressor) {
    self.geometry = geometry
    self.regressor = regressor
  }

  public var count: Int { geometry.count }

  public func predictions(
    from observations: Observations, assuming assumed: Observations, seed: Seed
  ) -> Predictions {
    regressor.predictions(from: observations.joined(with: assumed), in: geometry, seed: seed)
  }

  public func neighbours(of row: Int, among rows: [Int], limit: Int) -> [Neighbour] {
    nearest(rows, at: rows.map { geometry.distance(row, $0) }, to: row, limit: limit)
  }
}
