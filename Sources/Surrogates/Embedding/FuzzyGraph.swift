import Foundation
import Tensors

/// Edges from rows to columns with weights in (0, 1], and none elsewhere.
struct FuzzyGraph: Equatable, Sendable {
  /// Row i has the edges from `starts[i]` up to `starts[i + 1]`.
  private(set) var starts: [Int32] = [0]
  /// Where each edge ends; they rise within a row.
  private(set) var ends: [Int32] = []
  private(set) var weights: [Double] = []

  /// How many rows there are.
  var count: Int { starts.count - 1 }

  /// A graph with these edges; those of weight 0 are left out.
  init(rows: [[(end: Int32, weight: Double)]]) {
    for row in rows {
      for edge in row.sorted(by: { $0.end < $1.end }) where edge.weight > 0 {
        ends.append(edge.end)
        weights.append(edge.weight)
      }
      starts.append(Int32(ends.count))
    }
  }

  /// The directed graph from each row to its neighbours.
  ///
  /// - Parameters:
  ///   - found: the neighbours.
  ///   - countsItself: whether a row counts as one more neighbour of its own; otherwise it is no
  ///     member, and its distances have no offset.
  init(_ found: ExactNeighbours, countsItself: Bool) {
    let neighbours = found.limit + (countsItself ? 1 : 0)
    let rows = found.numbers.count / found.limit
    let mean = found.distances.reduce(0, +) / Double(max(1, rows * neighbours))
    self.init(
      rows: (0..<rows).map { row in
        let places = row * found.limit..<(row + 1) * found.limit
        let smooth = SmoothDistances(
          found.distances[places], neighbours: neighbours, hasOffset: countsItself, mean: mean)
        return places.map { (found.numbers[$0], smooth.weight(found.distances[$0])) }
      })
  }

  /// The edges of one row.
  func edges(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

  /// Half the smallest weight, but at least 1e-8: what the union takes for an edge that is absent.
  var floor: Double { max((weights.min() ?? 0) / 2, 1e-8) }

  /// The graph with every edge turned round; it must have as many columns as rows.
  private var transposed: FuzzyGraph {
    var places = [Int32](repeating: 0, count: count + 1)
    for end in ends { places[Int(end) + 1] += 1 }
    for row in 0..<count { places[row + 1] += places[row] }
    var turned = self
    turned.starts = places
    for row in 0..<count {
      for edge in edges(row) {
        let place = Int(places[Int(ends[edge])])
        turned.ends[place] = Int32(row)
        turned.weights[place] = weights[edge]
        places[Int(ends[edge])] += 1
      }
    }
    return turned
  }

  /// The probabilistic sum a + b - a b over the edges that are in one graph or the other.
  ///
  /// - Parameters:
  ///   - other: a graph with the same rows and columns.
  ///   - absent: the weight of an edge that this graph lacks.
  ///   - otherAbsent: the weight of an edge that the other lacks.
  private func sum(with other: FuzzyGraph, absent: Double, otherAbsent: Double) -> FuzzyGraph {
    precondition(count == other.count, "graphs of \(count) and \(other.count) rows")
    var result = FuzzyGraph(rows: [])
    result.ends.reserveCapacity(ends.count + other.ends.count)
    result.weights.reserveCapacity(ends.count + other.ends.count)
    for row in 0..<count {
      var (mine, others) = (edges(row), other.edges(row))
      while let end = [mine.first.map { ends[$0] }, others.first.map { other.ends[$0] }]
        .compactMap({ $0 }).min()
      {
        var (a, b) = (absent, otherAbsent)
        if let edge = mine.first, ends[edge] == end {
          a = weights[edge]
          mine.removeFirst()
        }
        if let edge = others.first, other.ends[edge] == end {
          b = other.weights[edge]
          others.removeFirst()
        }
        result.ends.append(end)
        result.weights.append(a + b - a * b)
      }
      result.starts.append(Int32(result.ends.count))
    }
    return result
  }

  /// The graph with each edge in both directions, at the probability that either is there.
  var symmetric: FuzzyGraph { sum(with: transposed, absent: 0, otherAbsent: 0) }

  /// The union of two graphs over the same rows, as umap-learn's `+` takes it.
  func union(_ other: FuzzyGraph, floors: (Double, Double)? = nil) -> FuzzyGraph {
    let (own, others) = floors ?? (floor, other.floor)
    return sum(with: other, absent: own, otherAbsent: others)
  }

  /// The graph with each row's greatest weight raised to 1 and the sum of its weights to log2(15).
  ///
  /// Weights are divided by the greatest and then taken to a power. A row with fewer edges than it
  /// takes gets all its weights raised to about 1. 15 is umap-learn's number, whatever the number of
  /// neighbours.
  var reconnected: FuzzyGraph {
    var result = self
    let target = log2(15.0)
    for row in 0..<count {
      let greatest = weights[edges(row)].max() ?? 1
      let logs = weights[edges(row)].map { log($0 / greatest) }
      var (low, high, middle) = (0.0, Double.infinity, 1.0)
      for _ in 0..<32 {
        let sum = logs.reduce(0.0) { $0 + exp(middle * $1) }
        if abs(sum - target) < 1e-5 { break }
        if sum < target {
          high = middle
        } else {
          low = middle
        }
        middle = high < .infinity ? (low + high) / 2 : middle * 2
      }
      for (edge, log) in zip(edges(row), logs) { result.weights[edge] = exp(middle * log) }
    }
    return result
  }

  /// The graph without edges that would not attract once in so many epochs.
  func pruned(forEpochs epochs: Int) -> FuzzyGraph {
    let least = (weights.max() ?? 0) / Double(max(1, epochs))
    return FuzzyGraph(
      rows: (0..<count).map { row in
        edges(row).filter { weights[$0] >= least }.map { (ends[$0], weights[$0]) }
      })
  }

  /// The share of the epochs in which each edge attracts: all for the heaviest.
  var rates: [Float] {
    let greatest = weights.max() ?? 1
    return weights.map { Float($0 / greatest) }
  }
}
