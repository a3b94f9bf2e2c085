import Tensors

/// Where the rows of a regression lie, or how far apart they are.
///
/// A row with a coordinate or a distance to itself that is not finite lies nowhere: nothing is
/// predicted for it, and its value says nothing about others.
public enum Geometry: Sendable {
  /// Points: places on a map, or feature vectors as they are.
  case coordinates(Features)
  /// Distances between all pairs of rows.
  case distances(Distances)

  /// How many rows there are.
  public var count: Int {
    switch self {
    case .coordinates(let features): features.count
    case .distances(let distances): distances.count
    }
  }

  /// The squared distance of every row from one, Euclidean between points.
  func squares(from row: Int) -> [Double] {
    switch self {
    case .coordinates(let features):
      return features.withValues {
        rowDistances(.squares, from: row, of: $0, width: features.width)
      }
    case .distances(let distances):
      return distances[row].map { Double($0) * Double($0) }
    }
  }

  /// The distance of two rows, Euclidean between points.
  func distance(_ row: Int, _ other: Int) -> Double {
    switch self {
    case .coordinates(let features):
      return zip(features[row], features[other]).reduce(0) { sum, pair in
        let difference = Double(pair.0) - Double(pair.1)
        return sum + difference * difference
      }.squareRoot()
    case .distances(let distances):
      return Double(distances[row, other])
    }
  }

  /// The observations whose rows lie somewhere.
  func placed(_ observations: Observations) -> Observations {
    observations.filtered(isPlaced)
  }

  private func isPlaced(_ row: Int) -> Bool {
    switch self {
    case .coordinates(let features): features[row].allSatisfy(\.isFinite)
    case .distances(let distances): distances[row, row].isFinite
    }
  }
}
