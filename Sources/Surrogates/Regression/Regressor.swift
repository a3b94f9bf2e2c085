import Randomness

/// Predicts the values of all rows from those of a few.
///
/// Predictions are a function of the *set* of observations, the geometry and the seed, bit for bit.
public protocol Regressor: Sendable {
  /// Fits the observations and predicts every row, on the calling thread.
  ///
  /// - Parameters:
  ///   - observations: the rows with known values.
  ///   - geometry: where all rows lie.
  ///   - seed: for what is drawn at random; most regressors draw nothing.
  /// - Returns: a prediction for each row.
  func predictions(
    from observations: Observations, in geometry: Geometry, seed: Seed
  ) -> Predictions
}

/// Rows whose value is known, in the order of their numbers.
public struct Observations: Hashable, Sendable {
  public let rows: [Int]
  /// One finite value for each of the rows.
  public let values: [Double]

  /// Observations from rows in any order, each at most once.
  public init(_ known: [(row: Int, value: Double)]) {
    let sorted = known.sorted { $0.row < $1.row }
    for (earlier, later) in zip(sorted, sorted.dropFirst()) {
      precondition(earlier.row < later.row, "row \(later.row) is observed twice")
    }
    for (row, value) in sorted {
      precondition(value.isFinite, "the value of row \(row) is \(value)")
    }
    rows = sorted.map(\.row)
    values = sorted.map(\.value)
  }

  public var count: Int { rows.count }

  /// The mean value; 0 of nothing.
  var centre: Double { values.reduce(0, +) / Double(max(1, count)) }

  /// These observations and others, of which none is of the same row.
  func joined(with others: Observations) -> Observations {
    guard others.count > 0 else { return self }
    return Observations(
      zip(rows + others.rows, values + others.values).map { (row: $0, value: $1) })
  }

  /// Those of the observations whose rows fulfil a condition.
  func filtered(_ isIncluded: (Int) -> Bool) -> Observations {
    Observations(zip(rows, values).filter { isIncluded($0.0) }.map { (row: $0.0, value: $0.1) })
  }
}

/// What a regressor expects of each row.
public struct Predictions: Hashable, Sendable {
  /// One expected value for each row; NaN for a row that lies nowhere, and for all rows before
  /// anything is observed.
  public var values: [Double]
  /// How far off each may be, as a standard deviation; what it is taken from differs by regressor.
  public var spreads: [Double]

  public init(values: [Double], spreads: [Double]) {
    precondition(
      values.count == spreads.count, "\(values.count) values, \(spreads.count) spreads")
    self.values = values
    self.spreads = spreads
  }

  /// Nothing known about any row.
  static func none(rows: Int) -> Predictions {
    let nothing = [Double](repeating: .nan, count: rows)
    return Predictions(values: nothing, spreads: nothing)
  }
}
