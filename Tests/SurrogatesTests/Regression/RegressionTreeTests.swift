import Testing

@testable import Surrogates

@Suite struct RegressionTreeTests {
  private func walk(_ tree: RegressionTree, from place: Int = 0, _ depth: Int) -> [[Double]] {
    let node = tree.nodes[place]
    let next = Int(node.next)
    guard next != place, depth > 0 else { return [[node.mean]] }
    return [[Double(node.column), Double(node.threshold)]] + walk(tree, from: next, depth - 1)
      + walk(tree, from: next + 1, depth - 1)
  }

  @Test func `a tree has the splits of scikit-learn, with and without repeated observations`()
    throws
  {
    let reference = try RegressionReference.load()
    #expect(reference.trees.count == 4)
    for expected in reference.trees {
      let data = TrainingColumns(
        reference.values.indices.map { Array(reference.features[$0].prefix(expected.columns)) },
        targets: reference.values)
      let tree = RegressionTree(data, weights: expected.weights)
      let nodes = walk(tree, expected.depth)
      #expect(nodes.count == expected.nodes.count)
      for (node, other) in zip(nodes, expected.nodes) {
        #expect(node.count == other.count)
        for (a, b) in zip(node, other) { #expect(abs(a - b) < 1e-6) }
      }
    }
  }

  @Test func `observations that cannot be told apart share a leaf`() {
    let data = TrainingColumns([[1, 2], [1, 2], [3, 2]], targets: [0.25, 0.75, 1])
    let tree = RegressionTree(data, weights: [1, 1, 2])
    #expect(tree.nodes.count == 3)
    #expect(tree.prediction(for: [1, 9]) == 0.5)
    #expect(tree.prediction(for: [2, 9]) == 0.5)
    #expect(tree.prediction(for: [2.1, 9]) == 1)
    #expect(RegressionTree(data, weights: [1, 0, 0]).nodes.count == 1)
  }

  @Test func `a threshold between neighbouring floats keeps them apart`() {
    let one: Float = 1e8
    let data = TrainingColumns([[one], [one.nextUp]], targets: [0, 1])
    let tree = RegressionTree(data, weights: [1, 1])
    #expect(tree.prediction(for: [one]) == 0)
    #expect(tree.prediction(for: [one.nextUp]) == 1)
  }
}
