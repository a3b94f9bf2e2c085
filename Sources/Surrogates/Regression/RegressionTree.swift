/// A binary tree of thresholds, grown until every leaf holds equal values (CART: Breiman,
/// Friedman, Olshen, Stone 1984).
///
/// Each split is the one that leaves the least sum of squared deviations; of equal ones the first
/// column's, at the least threshold. The threshold is half-way between two neighbouring values.
struct RegressionTree {
  /// Where a row goes from here.
  struct Node {
    var column: Int32 = 0
    /// Rows with at most this value go to `next`, others to `next + 1`.
    var threshold: Float = .infinity
    /// The first of two neighbouring nodes; a leaf is its own.
    var next: Int32
    /// The mean of the observations here.
    var mean: Double
  }

  private(set) var nodes: [Node] = []

  /// Grows a tree.
  ///
  /// - Parameters:
  ///   - data: the observations.
  ///   - weights: how often each counts; those that count 0 times are left out.
  init(_ data: TrainingColumns, weights: [Double]) {
    var growth = TreeGrowth(data, weights: weights)
    var open = [(node: 0, range: 0..<growth.count)]
    nodes = [Node(next: 0, mean: 0)]
    while let (place, range) = open.popLast() {
      let leaf = growth.summary(of: range)
      nodes[place].mean = leaf.mean
      nodes[place].next = Int32(place)
      guard !leaf.isPure, let split = growth.bestSplit(of: range, leaf) else { continue }
      let middle = growth.divide(range, by: split)
      nodes[place].column = Int32(split.column)
      nodes[place].threshold = split.threshold
      nodes[place].next = Int32(nodes.count)
      open.append((nodes.count + 1, middle..<range.upperBound))
      open.append((nodes.count, range.lowerBound..<middle))
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
    for row in 0..<sums.count {
      let start = row * width
      var place = 0
      while true {
        let node = nodes[place]
        let next = Int(node.next)
        if next == place {
          let mean = node.mean - centre
          sums[row] += mean
          squares[row] += mean * mean
          break
        }
        place = next + (rows[start + Int(node.column)] <= node.threshold ? 0 : 1)
      }
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
