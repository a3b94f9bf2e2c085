import Randomness

/// Predicts the values of all rows from those of a few, for rows whose places never change.
///
/// Whatever takes long about the places is done when it is made, so that one may serve many
/// requests. Predictions are a function of the *sets* of observations and the seed, bit for bit.
public protocol Surrogate: Sendable {
  /// How many rows there are.
  var count: Int { get }

  /// Predicts every row, on the calling thread.
  ///
  /// - Parameters:
  ///   - observations: the rows with known values.
  ///   - assumed: rows whose value is only supposed, none of them observed. They count alike.
  ///   - seed: for what is drawn at random; most surrogates draw nothing.
  /// - Returns: a prediction for each row; NaN for one that lies nowhere.
  func predictions(
    from observations: Observations, assuming assumed: Observations, seed: Seed
  ) -> Predictions

  /// The nearest of some rows to one, nearest first; of equally near ones the lowest number first.
  ///
  /// - Parameters:
  ///   - row: the row that they are near to; it is never its own neighbour.
  ///   - rows: those that are compared with it; one that lies nowhere is left out.
  ///   - limit: how many are wanted at most.
  /// - Returns: their numbers, with distances in the surrogate's own unit.
  func neighbours(of row: Int, among rows: [Int], limit: Int) -> [Neighbour]
}

extension Surrogate {
  /// Predicts every row from what is known.
  public func predictions(from observations: Observations, seed: Seed) -> Predictions {
    predictions(from: observations, assuming: Observations([]), seed: seed)
  }

  /// The nearest rows by distances that are known.
  func nearest(_ rows: [Int], at distances: [Double], to row: Int, limit: Int) -> [Neighbour] {
    zip(rows, distances).filter { $0.0 != row && $0.1.isFinite }
      .map { Neighbour(row: $0.0, distance: $0.1) }
      .sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }
      .prefix(limit).map(\.self)
  }
}

/// An observed row near another row.
public struct Neighbour: Hashable, Sendable {
  public let row: Int
  /// How far apart the two lie; the unit is that of whoever found it.
  public let distance: Double

  public init(row: Int, distance: Double) {
    self.row = row
    self.distance = distance
  }
}

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
