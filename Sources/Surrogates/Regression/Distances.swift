import Tensors

/// The distances between all pairs of some rows, computed once and shared by all who compare them.
public struct Distances: Sendable {
  /// How many rows there are.
  public let count: Int
  /// `count` distances a row, symmetric; what involves a row that is not finite is not finite.
  let values: [Float]

  /// Distances that are known.
  ///
  /// - Parameters:
  ///   - count: how many rows there are.
  ///   - values: `count` x `count` distances, symmetric.
  public init(count: Int, values: [Float]) {
    precondition(
      values.count == count * count, "\(values.count) distances between \(count) rows")
    self.count = count
    self.values = values
  }

  /// Measures all pairs of rows: half of `count` squared times `width` differences.
  ///
  /// - Parameters:
  ///   - features: the vectors to compare.
  ///   - measure: `squares` gives Euclidean distances, `absolutes` Manhattan ones.
  public init(of features: Features, _ measure: DistanceMeasure) {
    let count = features.count
    var values = [Float](repeating: 0, count: count * count)
    for row in 0..<count {
      let sums = features.withValues {
        rowDistances(measure, from: row, of: $0, width: features.width, first: row)
      }
      for (offset, sum) in sums.enumerated() {
        let distance = Float(measure == .squares ? sum.squareRoot() : sum)
        values[row * count + row + offset] = distance
        values[(row + offset) * count + row] = distance
      }
    }
    self.init(count: count, values: values)
  }

  /// Distances by two features at once: the root of the sum of squares, after each feature was
  /// divided by its median, so that neither counts more for its unit.
  ///
  /// A row that one of them has nowhere lies nowhere.
  public init(joining one: Distances, _ other: Distances) {
    precondition(one.count == other.count, "\(one.count) and \(other.count) rows")
    let (first, second) = (one.median, other.median)
    self.init(
      count: one.count,
      values: zip(one.values, other.values).map { a, b in
        let (x, y) = (Double(a) / first, Double(b) / second)
        return Float((x * x + y * y).squareRoot())
      })
  }

  /// The distances of all rows from one.
  subscript(row: Int) -> ArraySlice<Float> { values[row * count..<(row + 1) * count] }

  subscript(row: Int, other: Int) -> Float { values[row * count + other] }

  /// The median of the positive finite distances, 1 where there is none.
  var median: Double {
    let positive = (0..<count).flatMap { row in
      self[row].prefix(row).filter { $0 > 0 && $0.isFinite }
    }.sorted()
    return positive.isEmpty ? 1 : Double(positive[positive.count / 2])
  }
}
