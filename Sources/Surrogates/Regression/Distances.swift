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
  /// Nil when it was cancelled.
  ///
  /// - Parameters:
  ///   - features: the vectors to compare.
  ///   - measure: `squares` gives Euclidean distances, `absolutes` Manhattan ones.
  ///   - threads: how many threads share the rows, the calling one among them; the bits are the
  ///     same for any number.
  ///   - isCancelled: asked now and then.
  public init?(
    of features: Features, _ measure: DistanceMeasure, threads: Int = 1,
    isCancelled: () -> Bool = { false }
  ) {
    let values = features.withValues {
      pairDistances(measure, within: $0, width: features.width, threads: threads) { _ in
        !isCancelled()
      }
    }
    guard let values else { return nil }
    self.init(count: features.count, values: values)
  }

  /// Distances by two features at once: the root of the sum of squares, after each feature was
  /// divided by its median, so that neither counts more for its unit.
  ///
  /// A row that one of them has nowhere lies nowhere.
  public init(joining one: Distances, _ other: Distances) {
    precondition(one.count == other.count, "\(one.count) and \(other.count) rows")
    let (first, second) = (one.median(), other.median())
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
  ///
  /// - Parameter limit: how many pairs are looked at; of more, every k-th is, by the number of the
  ///   later row and then that of the earlier one.
  /// - Returns: the upper of two middle ones.
  func median(ofAtMost limit: Int = 4_000_000) -> Double {
    let pairs = count * (count - 1) / 2
    let step = max(1, (pairs + limit - 1) / limit)
    var positive: [Float] = []
    var other = 0
    for row in 0..<count {
      while other < row {
        let distance = self[row, other]
        if distance > 0 && distance.isFinite { positive.append(distance) }
        other += step
      }
      other -= row
    }
    positive.sort()
    return positive.isEmpty ? 1 : Double(positive[positive.count / 2])
  }
}
