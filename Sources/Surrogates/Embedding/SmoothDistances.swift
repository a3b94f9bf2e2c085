import Foundation

/// How a row's distances to its neighbours become weights of edges.
///
/// The weight at distance d is exp(-(d - offset) / scale), at most 1 (UMAP, section 3.1): the
/// nearest neighbour that is not at the same place has weight 1, and the weights of a row add up to
/// log2 of the number of neighbours.
struct SmoothDistances: Equatable {
  let offset: Double
  let scale: Double

  /// The offset and scale of one row.
  ///
  /// - Parameters:
  ///   - distances: to the other rows among the neighbours, nearest first.
  ///   - neighbours: how many neighbours there are; one more than distances when the row counts
  ///     as its own.
  ///   - hasOffset: false leaves the offset at 0, as for a row that is no member of the graph.
  ///   - mean: the mean over all rows of the mean distance to the neighbours, a row itself counted;
  ///     the least scale of a row without an offset is a thousandth of it.
  init(_ distances: ArraySlice<Double>, neighbours: Int, hasOffset: Bool, mean: Double) {
    let offset = hasOffset ? distances.first { $0 > 0 } ?? 0 : 0
    let target = log2(Double(neighbours))
    var (low, high, middle) = (0.0, Double.infinity, 1.0)
    for _ in 0..<64 {
      let sum = distances.reduce(0.0) { $0 + ($1 > offset ? exp((offset - $1) / middle) : 1) }
      if abs(sum - target) < 1e-5 { break }
      if sum > target {
        high = middle
      } else {
        low = middle
      }
      middle = high < .infinity ? (low + high) / 2 : middle * 2
    }
    let own = distances.reduce(0, +) / Double(neighbours)
    self.offset = offset
    scale = max(middle, 1e-3 * (offset > 0 ? own : mean))
  }

  /// The weight of an edge at a distance, 0 to 1.
  func weight(_ distance: Double) -> Double {
    distance <= offset || scale == 0 ? 1 : exp((offset - distance) / scale)
  }
}
