import CKernels

/// The nearest observed rows of every row of a feature matrix, kept up to date as rows are
/// observed.
///
/// The distance is the root mean square of the differences, summed in Double, so that finite
/// features of any size have a finite distance. Of two observed rows at equal distance the one with
/// the lower number counts as nearer. What is known is therefore a function of the *set* of
/// observed rows, bit for bit, whatever the order in which they came. A row with a value that is
/// not finite has no neighbours and is nobody's.
///
/// Observing a row is one pass over the matrix; most rows are left after a part of their length,
/// once the sum exceeds the distance of the neighbours they have.
public struct Neighbourhoods: Sendable {
  public let features: Features
  /// How many neighbours a row keeps, at most.
  public let limit: Int
  /// The observed rows, in the order in which they came.
  public private(set) var observed: [Int] = []

  // `limit` places a row, best first; see distance.h.
  private(set) var distances: [Double]
  private(set) var neighbours: [Int32]
  private var isObserved: [Bool]

  /// Neighbourhoods before anything is observed: all empty.
  public init(of features: Features, limit: Int = 3) {
    precondition(limit > 0, "a row needs room for at least one neighbour (\(limit))")
    precondition(features.count <= Int32.max, "too many rows (\(features.count))")
    self.features = features
    self.limit = limit
    distances = Array(repeating: .infinity, count: features.count * limit)
    neighbours = Array(repeating: -1, count: features.count * limit)
    isObserved = Array(repeating: false, count: features.count)
  }

  /// Makes a row a possible neighbour of all rows, itself included.
  ///
  /// Nothing happens when it was observed before.
  public mutating func observe(_ row: Int) {
    precondition(
      features.values.indices.contains(row * features.width),
      "row \(row) is not among the \(features.count) rows")
    guard !isObserved[row] else { return }
    isObserved[row] = true
    observed.append(row)
    Self.offer(row, of: features, to: &distances, &neighbours, limit)
  }

  private static func offer(
    _ row: Int, of features: Features, to distances: inout [Double], _ neighbours: inout [Int32],
    _ limit: Int
  ) {
    var distances = distances.mutableSpan
    var neighbours = neighbours.mutableSpan
    hillock_offer_neighbour(
      features.values.span, features.count, features.width, row, &distances, &neighbours, limit)
  }

  /// The nearest observed rows, nearest first: fewer than `limit` while fewer are observed.
  public subscript(row: Int) -> [Neighbour] {
    (row * limit..<(row + 1) * limit).compactMap { place in
      guard neighbours[place] >= 0 else { return nil }
      let mean = distances[place] / Double(features.width)
      return Neighbour(row: Int(neighbours[place]), distance: mean.squareRoot())
    }
  }
}

/// An observed row near another row.
public struct Neighbour: Hashable, Sendable {
  public let row: Int
  /// Root mean square of the differences between the two feature vectors.
  public let distance: Double

  public init(row: Int, distance: Double) {
    self.row = row
    self.distance = distance
  }
}
