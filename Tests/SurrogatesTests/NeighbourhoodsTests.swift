import Randomness
import TestSupport
import Testing

@testable import Surrogates

@Suite struct NeighbourhoodsTests {
  @Test func `neighbours come nearest first with their root mean square distance`() {
    let features = Features(width: 2, values: [0, 0, 3, 4, 1, 1, 10, 0])
    var neighbourhoods = Neighbourhoods(of: features, limit: 2)
    #expect(neighbourhoods[0].isEmpty)
    neighbourhoods.observe(3)
    #expect(neighbourhoods[0] == [Neighbour(row: 3, distance: 50.0.squareRoot())])
    neighbourhoods.observe(1)
    neighbourhoods.observe(2)
    #expect(
      neighbourhoods[0]
        == [Neighbour(row: 2, distance: 1), Neighbour(row: 1, distance: 12.5.squareRoot())])
    #expect(neighbourhoods[1][0] == Neighbour(row: 1, distance: 0))
    #expect(neighbourhoods.observed == [3, 1, 2])
  }

  @Test func `a row that is observed twice counts once`() {
    var neighbourhoods = Neighbourhoods(of: Features(width: 1, values: [0, 1, 2]))
    neighbourhoods.observe(1)
    neighbourhoods.observe(1)
    #expect(neighbourhoods[0].map(\.row) == [1])
    #expect(neighbourhoods.observed == [1])
  }

  @Test func `of equally near rows the one with the lower number counts as nearer`() {
    let features = Features(width: 1, values: [0, 1, -1, 1, -1, 1])
    for order in [[5, 4, 3, 2, 1], [1, 2, 3, 4, 5], [3, 5, 1, 4, 2]] {
      var neighbourhoods = Neighbourhoods(of: features)
      for row in order { neighbourhoods.observe(row) }
      #expect(neighbourhoods[0].map(\.row) == [1, 2, 3])
    }
  }

  @Test func `finite features of any size have finite distances and others have none`() {
    let greatest = Float.greatestFiniteMagnitude
    let least = Float.leastNonzeroMagnitude
    let values = [greatest, -greatest, 1e38, .nan, .infinity, -.infinity, 0, least]
    let features = Features(
      width: 200, values: values.flatMap { Array(repeating: $0, count: 200) })
    var neighbourhoods = Neighbourhoods(of: features, limit: 8)
    for row in values.indices { neighbourhoods.observe(row) }
    #expect(neighbourhoods[1].map(\.row) == [1, 6, 7, 2, 0])
    #expect(neighbourhoods[1].allSatisfy { $0.distance.isFinite })
    #expect(neighbourhoods[1].last?.distance == 2 * Double(greatest))
    #expect(neighbourhoods[6].map(\.row) == [6, 7, 2, 0, 1])
    #expect(neighbourhoods[6][1].distance == Double(least))
    for row in 3...5 { #expect(neighbourhoods[row].isEmpty) }
  }

  @Test func `any order of observing gives the bits of a naive search`() throws {
    try forAll(count: 40) { generator in
      let width = [1, 15, 16, 127, 128, 129, 300, 1000][generator.uniform(below: 8)]
      let rows = 5 + generator.uniform(below: 40)
      let limit = 1 + generator.uniform(below: 4)
      var values: [Float] = []
      for _ in 0..<rows {
        // Coarse values make ties, and scales make rows whose sums are cut short.
        let scale = Float([1, 1, 1, 100][generator.uniform(below: 4)])
        for _ in 0..<width {
          values.append(scale * Float(generator.uniform(below: 3) - 1))
        }
      }
      let features = Features(width: width, values: values)
      var observed = Array(0..<rows)
      generator.shuffle(&observed)
      observed.removeLast(rows / 3)
      var neighbourhoods = Neighbourhoods(of: features, limit: limit)
      for row in observed { neighbourhoods.observe(row) }
      for row in 0..<rows {
        let expected = observed.map { (naiveSum(features, row, $0), $0) }.sorted(by: <)
          .prefix(limit)
        #expect(neighbourhoods[row].map(\.row) == expected.map(\.1))
        #expect(
          Array(neighbourhoods.nearest.sums[row * limit..<(row + 1) * limit].prefix(expected.count))
            == expected.map(\.0))
      }
    }
  }

  @Test func `sums have the same bits at every vector width`() {
    var generator = Generator(seed: Seed(7))
    for width in [100, 1000, 1001] {
      let values = (0..<20 * width).map { _ in Float(generator.normal() * 3) }
      let features = Features(width: width, values: values)
      var neighbourhoods = Neighbourhoods(of: features, limit: 20)
      for row in 0..<20 { neighbourhoods.observe(row) }
      for row in 0..<20 {
        let sums = (0..<20).map { naiveSum(features, row, $0) }.sorted()
        #expect(Array(neighbourhoods.nearest.sums[row * 20..<(row + 1) * 20]) == sums)
      }
    }
  }

  /// The kernel's documented order of summation, one element after the other.
  private func naiveSum(_ features: Features, _ one: Int, _ other: Int) -> Double {
    var lanes = [Double](repeating: 0, count: 16)
    for (index, pair) in zip(features[one], features[other]).enumerated() {
      let difference = Double(pair.0) - Double(pair.1)
      lanes[index % 16] += difference * difference
    }
    while lanes.count > 1 {
      let half = lanes.count / 2
      lanes = (0..<half).map { lanes[$0] + lanes[$0 + half] }
    }
    return lanes[0]
  }
}
