import Randomness
import TestSupport
import Testing

@testable import Surrogates

@Suite struct FuzzyGraphTests {
  /// The greatest difference of a weight, over edges that are in either graph.
  private func greatestDifference(_ graph: FuzzyGraph, _ expected: Reference.Edges) -> Double {
    var weights: [[Int]: Double] = [:]
    for (index, weight) in expected.weights.enumerated() {
      weights[[expected.rows[index], expected.columns[index]]] = weight
    }
    var greatest = LargestError<Void>()
    for row in 0..<graph.count {
      for edge in graph.edges(row) where graph.ends[edge] > row {
        let weight = weights.removeValue(forKey: [row, Int(graph.ends[edge])]) ?? 0
        greatest.meet(abs(weight - Double(graph.weights[edge])), at: ())
      }
    }
    for weight in weights.values { greatest.meet(weight, at: ()) }
    return greatest.error
  }

  private func expectSymmetric(_ graph: FuzzyGraph) {
    #expect(graph.symmetricTwin == graph)
    #expect(graph.weights.allSatisfy { $0 > 0 && $0 <= 1 + 1e-6 })
  }

  @Test func `graphs and their union have the weights of umap-learn`() throws {
    let reference = try Reference.read()
    let graphs = reference.sources.compactMap { $0.graph(threads: 1) { _ in true } }
    try #require(graphs.count == 2)
    #expect(greatestDifference(graphs[0], reference.outputs.graph) < 1e-4)
    #expect(greatestDifference(graphs[1], reference.spectrum.graph) < 1e-4)
    let union = graphs[0].pruned(forEpochs: 500).union(graphs[1].pruned(forEpochs: 500))
      .reconnected.symmetric
    #expect(greatestDifference(union, reference.union) < 1e-3)
    for graph in graphs + [union] { expectSymmetric(graph) }
  }

  @Test func `any rows make a symmetric graph of weights up to 1`() throws {
    try forAll(count: 40) { generator in
      let (count, width) = (2 + generator.uniform(below: 30), 1 + generator.uniform(below: 5))
      // Few values, so that many rows coincide and many distances are equal.
      let values = (0..<count * width).map { _ in Float(generator.uniform(below: 3)) }
      let source = Embedding.Source(
        Features(width: width, values: values), metric: .manhattan,
        neighbours: 2 + generator.uniform(below: 20))
      let graph = try #require(source.graph(threads: 1) { _ in true })
      #expect(graph.count == count)
      expectSymmetric(graph)
      for row in 0..<count { #expect(!graph.edges(row).isEmpty) }
      expectSymmetric(graph.union(graph).reconnected.symmetric)
    }
  }

  @Test func `an edge that one graph lacks counts there as half its smallest weight`() {
    let one = FuzzyGraph(rows: [[(1, 0.5)], [(0, 0.5)], []])
    let other = FuzzyGraph(rows: [[(2, 0.25)], [], [(0, 0.25)]])
    let union = one.union(other)
    #expect(union.ends == [1, 2, 0, 0])
    let (first, second) = (Float(0.5 + 0.125 - 0.0625), Float(0.25 + 0.25 - 0.0625))
    #expect(union.weights == [first, second, first, second])
  }

  @Test func `edges too light for one epoch are left out`() {
    let graph = FuzzyGraph(rows: [[(1, 1), (2, 0.09)], [(0, 1)], [(0, 0.09)]])
    #expect(graph.pruned(forEpochs: 10).ends == [1, 0])
    #expect(graph.pruned(forEpochs: 12) == graph)
    #expect(graph.rates == [1, 0.09, 1, 0.09])
  }

  @Test func `weights of a row add up to the logarithm of the neighbours`() {
    let distances: [Float] = [0, 0.5, 0.75, 2, 2, 9.5]
    let smooth = SmoothDistances(distances[...], neighbours: 7, hasOffset: true, mean: 1)
    #expect(smooth.offset == 0.5)
    let sum = distances.reduce(0.0) { $0 + Double(smooth.weight($1)) }
    #expect(abs(sum - 2.807_354_922) < 1.1e-5)
    #expect(smooth.weight(0) == 1)
  }

  @Test func `neighbours that all coincide have weight 1`() {
    let smooth = SmoothDistances([0, 0, 0][...], neighbours: 4, hasOffset: true, mean: 0)
    #expect(smooth.offset == 0)
    #expect(smooth.weight(0) == 1)
    #expect(smooth.weight(1) < 1)
  }
}

extension FuzzyGraph {
  /// The graph with every edge turned round, by the plainest means.
  fileprivate var symmetricTwin: FuzzyGraph {
    var rows = [[(end: Int32, weight: Float)]](repeating: [], count: count)
    for row in 0..<count {
      for edge in edges(row) { rows[Int(ends[edge])].append((Int32(row), weights[edge])) }
    }
    return FuzzyGraph(rows: rows)
  }
}
