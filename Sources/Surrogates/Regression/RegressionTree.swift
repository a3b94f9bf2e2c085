/// A binary tree of thresholds, grown until every leaf holds equal values (CART: Breiman,
/// Friedman, Olshen, Stone 1984).
///
/// Each split is the one that leaves the least sum of squared deviations; of equal ones the first
/// column's, at the least threshold. The threshold is half-way between two neighbouring values.
struct RegressionTree {
  /// Where a row goes from here.
  struct Node {
    var column: Int32 = 0
    /// Rows with more than this value go to `next + 1`, others to `next`.
    var threshold: Float = .infinity
    /// The first of two neighbouring nodes; a leaf is its own.
    var next: Int32
    /// The mean of the observations here.
    var mean: Double
  }

  private(set) var nodes: [Node] = []
  /// The most steps from the root to a leaf.
  private(set) var depth = 0

  /// Grows a tree.
  ///
  /// - Parameters:
  ///   - data: the observations.
  ///   - weights: how often each counts; those that count 0 times are left out.
  init(_ data: TrainingColumns, weights: [Double]) {
    var growth = TreeGrowth(data, weights: weights)
    var open = [(node: 0, range: 0..<growth.count, depth: 0)]
    nodes = [Node(next: 0, mean: 0)]
    while let (place, range, depth) = open.popLast() {
      self.depth = max(self.depth, depth)
      let leaf = growth.summary(of: range)
      nodes[place].mean = leaf.mean
      nodes[place].next = Int32(place)
      guard !leaf.isPure, let split = growth.bestSplit(of: range, leaf) else { continue }
      let middle = growth.divide(range, by: split)
      nodes[place].column = Int32(split.column)
      nodes[place].threshold = split.threshold
      nodes[place].next = Int32(nodes.count)
      open.append((nodes.count + 1, middle..<range.upperBound, depth + 1))
      open.append((nodes.count, range.lowerBound..<middle, depth + 1))
      nodes += [Node(next: 0, mean: 0), Node(next: 0, mean: 0)]
    }
  }

  /// Adds each row's prediction to `sums` and its square to `squares`.
  ///
  /// - Parameters:
  ///   - rows: all rows, one after the other, `width` values each, all finite where it matters.
  ///   - width: how many values a row has.
  ///   - centre: what is taken from a prediction first.
  ///   - sums: one sum for each row.
  ///   - squares: one sum of squares for each row.
  func add(
    predictions rows: Span<Float>, width: Int, minus centre: Double,
    to sums: inout MutableSpan<Double>, _ squares: inout MutableSpan<Double>
  ) {
    let nodes = nodes.span
    var places = [Int32](repeating: 0, count: sums.count)
    var placeSpan = places.mutableSpan
    // Level by level, so that no row waits for another one's node; a leaf leads to itself.
    for _ in 0..<depth {
      for row in 0..<placeSpan.count {
        let node = nodes[Int(placeSpan[row])]
        placeSpan[row] =
          node.next + (rows[row * width + Int(node.column)] > node.threshold ? 1 : 0)
      }
    }
    for row in 0..<placeSpan.count {
      let mean = nodes[Int(placeSpan[row])].mean - centre
      sums[row] += mean
      squares[row] += mean * mean
    }
  }

  /// The prediction for one row.
  func prediction(for row: [Float]) -> Double {
    var place = 0
    while Int(nodes[place].next) != place {
      let node = nodes[place]
      place = Int(node.next) + (row[Int(node.column)] <= node.threshold ? 0 : 1)
    }
    return nodes[place].mean
  }
}
