import Foundation

/// How a row's distances to its neighbours become weights of edges.
///
/// The weight at distance d is exp(-max(0, d - rho) / sigma) (McInnes, Healy, Melville 2018, section
/// 3.1 and algorithm 3). The offset rho is the distance to the nearest row that is not at the same
/// place, which so has weight 1; the scale sigma is such that the weights of a row's neighbours add
/// up to log2 of their number, the row itself counted there.
///
/// All in single precision, as in umap-learn: what later becomes of a row of nearly equal weights
/// hangs on their last bits.
struct SmoothDistances: Equatable {
  let offset: Float
  let scale: Float

  /// The offset and scale of one row.
  ///
  /// - Parameters:
  ///   - distances: to the other rows among the neighbours, nearest first.
  ///   - neighbours: how many neighbours there are; one more than distances when the row counts
  ///     as its own.
  ///   - hasOffset: false leaves the offset at 0, as for a row that is no member of the graph.
  ///   - mean: the mean over all rows of the mean distance to the neighbours, a row itself counted;
  ///     the least scale of a row without an offset is a thousandth of it. Nil takes the row's own mean,
  ///     which other rows do not change.
  init(_ distances: ArraySlice<Float>, neighbours: Int, hasOffset: Bool, mean: Double?) {
    let offset = hasOffset ? distances.first { $0 > 0 } ?? 0 : 0
    let target = log2(Double(neighbours))
    var (low, high, middle): (Float, Float, Float) = (0, .infinity, 1)
    for _ in 0..<64 {
      let sum = distances.reduce(Float(0)) {
        $0 + ($1 > offset ? exp((offset - $1) / middle) : 1)
      }
      if abs(Double(sum) - target) < 1e-5 { break }
      if Double(sum) > target {
        high = middle
      } else {
        low = middle
      }
      middle = high < .infinity ? (low + high) / 2 : middle * 2
    }
    let own = distances.reduce(0.0) { $0 + Double($1) } / Double(neighbours)
    self.offset = offset
    scale = max(middle, Float(1e-3 * (offset > 0 ? own : mean ?? own)))
  }

  /// The weight of an edge at a distance, 0 to 1.
  func weight(_ distance: Float) -> Float {
    distance <= offset || scale == 0 ? 1 : exp((offset - distance) / scale)
  }
}
