import Foundation
import Tensors

/// Edges from rows to columns with weights from 0 to 1, rounding apart, and none elsewhere.
///
/// Weights are rounded to single precision wherever umap-learn rounds them: `reconnected` takes
/// weights that are nearly 1 to great powers, which would show any other rounding.
struct FuzzyGraph: Equatable, Sendable {
  /// Row i has the edges from `starts[i]` up to `starts[i + 1]`.
  private(set) var starts: [Int32] = [0]
  /// Where each edge ends; they rise within a row.
  private(set) var ends: [Int32] = []
  private(set) var weights: [Float] = []
  /// Whether edges were left out because they are too light.
  private var isPruned = false

  /// How many rows there are.
  var count: Int { starts.count - 1 }

  /// A graph with these edges; those of weight 0 are left out.
  init(rows: [[(end: Int32, weight: Float)]]) {
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
  ///     member, its distances have no offset, and its edges depend on no other row.
  init(_ found: ExactNeighbours, countsItself: Bool) {
    let neighbours = found.limit + (countsItself ? 1 : 0)
    let rows = found.numbers.count / found.limit
    let distances = found.distances.map { Float(min($0, Double(Float.greatestFiniteMagnitude))) }
    let mean =
      countsItself
      ? distances.reduce(0.0) { $0 + Double($1) } / Double(max(1, rows * neighbours)) : nil
    self.init(
      rows: (0..<rows).map { row in
        let places = row * found.limit..<(row + 1) * found.limit
        let smooth = SmoothDistances(
          distances[places], neighbours: neighbours, hasOffset: countsItself, mean: mean)
        return places.map { (found.numbers[$0], smooth.weight(distances[$0])) }
      })
  }

  /// The edges of one row.
  func edges(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

  /// What the union takes for an edge that is absent: half the smallest weight, at least 1e-8.
  ///
  /// A graph that lost light edges has 1e-8: umap-learn keeps them, with weights of 0.
  var floor: Double { isPruned ? 1e-8 : max(Double(weights.min() ?? 0) / 2, 1e-8) }

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

  /// A graph of the edges that are in one graph or the other.
  ///
  /// - Parameters:
  ///   - other: a graph with the same rows and columns.
  ///   - absent: the weight of an edge that this graph lacks.
  ///   - otherAbsent: the weight of an edge that the other lacks.
  ///   - joined: the weight of an edge from those that it has in both.
  /// - Returns: the graph, without edges that have no weight in either.
  private func merged(
    with other: FuzzyGraph, absent: Double, otherAbsent: Double,
    joined: (Double, Double) -> Float
  ) -> FuzzyGraph {
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
          a = Double(weights[edge])
          mine.removeFirst()
        }
        if let edge = others.first, other.ends[edge] == end {
          b = Double(other.weights[edge])
          others.removeFirst()
        }
        // Two powers can be 0 where the union's weights were not.
        guard a > 0 || b > 0 else { continue }
        result.ends.append(end)
        result.weights.append(joined(a, b))
      }
      result.starts.append(Int32(result.ends.count))
    }
    return result
  }

  /// The graph with each edge in both directions, at the probability that either is there:
  /// A + A' - A o A', the fuzzy union of McInnes, Healy and Melville (2018, section 3.1).
  var symmetric: FuzzyGraph {
    merged(with: transposed, absent: 0, otherAbsent: 0) { a, b in
      let (a, b) = (Float(a), Float(b))
      return a + b - a * b
    }
  }

  /// The union of two graphs over the same rows, as umap-learn's `+` takes it.
  func union(_ other: FuzzyGraph, floors: (Double, Double)? = nil) -> FuzzyGraph {
    let (own, others) = floors ?? (floor, other.floor)
    return merged(with: other, absent: own, otherAbsent: others) { Float($0 + $1 - $0 * $1) }
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
      let logs = weights[edges(row)].map { log(Double($0 / greatest)) }
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
      for (edge, log) in zip(edges(row), logs) {
        result.weights[edge] = Float(exp(middle * log))
      }
    }
    return result
  }

  /// The graph without edges that would not attract once in so many epochs.
  func pruned(forEpochs epochs: Int) -> FuzzyGraph {
    let least = (weights.max() ?? 0) / Float(max(1, epochs))
    var result = FuzzyGraph(
      rows: (0..<count).map { row in
        edges(row).filter { weights[$0] >= least }.map { (ends[$0], weights[$0]) }
      })
    result.isPruned = isPruned || result.weights.count < weights.count
    return result
  }

  /// The share of the epochs in which each edge attracts: all for the heaviest.
  var rates: [Float] {
    let greatest = weights.max() ?? 1
    return weights.map { $0 / greatest }
  }

  /// The same with the heaviest edge of each row for the heaviest of all.
  var ratesByRow: [Float] {
    (0..<count).flatMap { row in
      let greatest = weights[edges(row)].max() ?? 1
      return weights[edges(row)].map { $0 / greatest }
    }
  }
}
