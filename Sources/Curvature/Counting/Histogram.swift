import Foundation

/// How the logarithms of a block's eigenvalues are distributed over -100...100.
///
/// A block's eigenvalues are all products of an eigenvalue of one factor and one of the other.
/// They are counted between equally spaced edges, a number on an edge to the right of it, one on
/// the last edge to the left. What is not finite (the logarithm of zero or of a negative number)
/// or outside is not counted.
struct Histogram {
  static let limit = 100.0
  /// Places of the edges, from -100 to 100.
  let edges: [Double]
  /// How many eigenvalues lie after each edge but the last.
  private(set) var counts: [Int]

  init(edges count: Int) {
    precondition(count >= 2, "a histogram needs two edges (\(count))")
    let step = 2 * Self.limit / Double(count - 1)
    edges = (0..<count).map { $0 == count - 1 ? Self.limit : Double($0) * step - Self.limit }
    counts = Array(repeating: 0, count: count - 1)
  }

  /// Counts the sums of every logarithm of one list and every one of the other.
  mutating func count(_ a: [Double], plus b: [Double]) {
    let scale = Double(counts.count) / (2 * Self.limit)
    let a = a.filter(\.isFinite)
    for y in b where y.isFinite {
      for x in a {
        let sum = x + y
        guard sum >= -Self.limit, sum <= Self.limit else { continue }
        // The quotient may be off by one where a sum is close to an edge.
        var bin = min(counts.count - 1, Int((sum + Self.limit) * scale))
        if sum < edges[bin] {
          bin -= 1
        } else if bin < counts.count - 1, sum >= edges[bin + 1] {
          bin += 1
        }
        counts[bin] += 1
      }
    }
  }

  /// The share of the counted that lies before each edge but the first; nil when none is counted.
  var cumulative: [Float]? {
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    var sum = 0
    return counts.map { count in
      sum += count
      return Float(Double(sum) / Double(total))
    }
  }
}
