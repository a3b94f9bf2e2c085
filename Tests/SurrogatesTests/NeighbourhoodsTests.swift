import Surrogates
import Testing

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
}
