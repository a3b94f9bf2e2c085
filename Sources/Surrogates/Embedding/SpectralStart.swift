import Foundation
import Randomness
import Tensors

/// Where the layout of a graph starts.
///
/// The vertices of a connected graph get the components of two eigenvectors of its normalised
/// Laplacian, those of the smallest eigenvalues above 0 (McInnes, Healy, Melville 2018, algorithm
/// 4), so that the layout has the right order at large. The parts of a graph that falls apart each get such a square, half as wide as the next part
/// is away; PartCentres says where. A little noise parts what coincides.
struct SpectralStart {
  let seed: Seed
  /// What the vertices are, for the order of parts that no edge connects.
  let features: [Features]

  /// About the extent of everything.
  private static let extent = 10.0
  private static let noise = 1e-4

  /// x and y of each vertex of a symmetric graph.
  func points(_ graph: FuzzyGraph) -> [Float] {
    var generator = Generator(seed: seed)
    var points = [Float](repeating: 0, count: 2 * graph.count)
    let parts = components(graph)
    let squares =
      parts.count < 2
      ? [PartCentres.Square(centre: SIMD2(), side: Self.extent)]
      : PartCentres(features: features, parts: parts).squares(extent: Self.extent, &generator)
    for (part, bounds) in zip(parts, squares) {
      for (vertex, place) in zip(part, square(part, of: graph, &generator)) {
        let point = bounds.centre + bounds.side * (place - SIMD2(repeating: 0.5))
        for axis in 0..<2 {
          points[2 * vertex + axis] = Float(point[axis] + Self.noise * generator.normal())
        }
      }
    }
    return points
  }

  /// The vertices of each connected part in rising order; the greatest part first, and of equal
  /// ones that with the lowest number.
  private func components(_ graph: FuzzyGraph) -> [[Int]] {
    var isSeen = [Bool](repeating: false, count: graph.count)
    var parts: [[Int]] = []
    for first in 0..<graph.count where !isSeen[first] {
      var (part, next) = ([first], 0)
      isSeen[first] = true
      while next < part.count {
        for end in graph.edges(part[next]).map({ Int(graph.ends[$0]) }) where !isSeen[end] {
          isSeen[end] = true
          part.append(end)
        }
        next += 1
      }
      parts.append(part.sorted())
    }
    return parts.sorted { (-$0.count, $0[0]) < (-$1.count, $1[0]) }
  }

  /// Places between 0 and 1 for the vertices of one connected part.
  private func square(
    _ part: [Int], of graph: FuzzyGraph, _ generator: inout Generator
  ) -> [SIMD2<Double>] {
    guard part.count > 3 else {
      // Too few for two eigenvectors: evenly on a circle.
      return part.indices.map { index in
        let angle = 2 * .pi * Double(index) / Double(part.count)
        return part.count == 1
          ? SIMD2(0.5, 0.5) : SIMD2(0.5 + 0.5 * cos(angle), 0.5 + 0.5 * sin(angle))
      }
    }
    let roots = part.map { vertex in
      graph.weights[graph.edges(vertex)].reduce(0.0) { $0 + Double($1) }.squareRoot()
    }
    let vectors = matrix(part, of: graph, roots).leadingEigenvectors(
      2, besides: roots, start: part.map { _ in generator.normal() })
    let axes = vectors.map { vector in
      let (low, high) = (vector.min() ?? 0, vector.max() ?? 0)
      return vector.map { high > low ? ($0 - low) / (high - low) : 0.5 }
    }
    return part.indices.map { index in
      SIMD2(
        axes.first?[index] ?? 0.5, axes.count > 1 ? axes[1][index] : generator.uniform())
    }
  }

  /// The part's weights, each divided by the roots of both its ends' degrees.
  private func matrix(_ part: [Int], of graph: FuzzyGraph, _ roots: [Double]) -> SparseMatrix {
    var places = [Int32](repeating: -1, count: graph.count)
    for (place, vertex) in part.enumerated() { places[vertex] = Int32(place) }
    var (starts, columns, values): ([Int32], [Int32], [Double]) = ([0], [], [])
    for (row, vertex) in part.enumerated() {
      for edge in graph.edges(vertex) {
        let column = places[Int(graph.ends[edge])]
        columns.append(column)
        values.append(Double(graph.weights[edge]) / (roots[row] * roots[Int(column)]))
      }
      starts.append(Int32(columns.count))
    }
    return SparseMatrix(starts: starts, columns: columns, values: values)
  }
}
