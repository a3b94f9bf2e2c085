import Randomness
import Tensors
import TestSupport
import Testing

@Suite struct ExactNeighboursTests {
  /// All other rows by distance in double precision, then by number.
  private func sorted(
    _ row: [Float], _ matrix: [Float], _ width: Int, _ metric: RowMetric, except own: Int? = nil
  ) -> [(number: Int32, distance: Double)] {
    (0..<matrix.count / width).filter { $0 != own }.map { other in
      let sum = (0..<width).reduce(0.0) { sum, column in
        let difference = Double(row[column]) - Double(matrix[other * width + column])
        return sum + (metric == .euclidean ? difference * difference : abs(difference))
      }
      return (Int32(other), metric == .euclidean ? sum.squareRoot() : sum)
    }.sorted { ($0.distance, $0.number) < ($1.distance, $1.number) }
  }

  @Test func `neighbours are those of comparing all rows one by one`() throws {
    try forAll(count: 30) { generator in
      let (count, width) = (2 + generator.uniform(below: 90), 1 + generator.uniform(below: 50))
      // Small whole numbers: sums are exact, and many are equal.
      let matrix = (0..<count * width).map { _ in Float(generator.uniform(below: 4)) }
      let limit = 1 + generator.uniform(below: min(20, count - 1))
      for metric in [RowMetric.euclidean, .manhattan] {
        let found = try #require(
          ExactNeighbours(
            withinRowsOf: matrix, width: width, limit: limit, metric: metric,
            threads: 1 + generator.uniform(below: 3)))
        let among = ExactNeighbours(
          of: matrix, amongRowsOf: matrix, width: width, limit: limit, metric: metric)
        for row in 0..<count {
          let own = Array(matrix[row * width..<(row + 1) * width])
          let places = row * limit..<(row + 1) * limit
          let others = sorted(own, matrix, width, metric, except: row).prefix(limit)
          #expect(Array(found.numbers[places]) == others.map(\.number))
          #expect(Array(found.distances[places]) == others.map(\.distance))
          let all = sorted(own, matrix, width, metric).prefix(limit)
          #expect(Array(among.numbers[places]) == all.map(\.number))
          #expect(Array(among.distances[places]) == all.map(\.distance))
        }
      }
    }
  }

  @Test func `rows that differ by less than single precision tells are told apart`() throws {
    // Distances from row 0 to the others, in single precision all equal, fall with the row number.
    let (count, width) = (40, 3000)
    var matrix = [Float](repeating: 0, count: count * width)
    for row in 1..<count {
      for column in 0..<width { matrix[row * width + column] = 1 }
      matrix[row * width + row] = 1 - Float(row) * 0x1p-20
    }
    for metric in [RowMetric.euclidean, .manhattan] {
      let found = try #require(
        ExactNeighbours(withinRowsOf: matrix, width: width, limit: 3, metric: metric))
      #expect(Array(found.numbers.prefix(3)) == [39, 38, 37])
    }
  }

  @Test func `distances beyond single precision are found`() throws {
    let values: [Float] = [0, 3e38, -1e38, 1e-30, 2.5e-30, 1]
    let found = try #require(
      ExactNeighbours(withinRowsOf: values, width: 1, limit: 2, metric: .euclidean))
    #expect(found.numbers == [3, 4, 0, 3, 0, 3, 0, 4, 3, 0, 0, 3])
    #expect(found.distances[2] == Double(Float(3e38)))
    let wide = [Float](repeating: 3e38, count: 100) + [Float](repeating: -3e38, count: 200)
    let far = try #require(
      ExactNeighbours(withinRowsOf: wide, width: 100, limit: 2, metric: .manhattan))
    #expect(far.numbers == [1, 2, 2, 0, 1, 0])
    #expect(far.distances.allSatisfy { $0.isFinite })
  }

  @Test func `many equal rows keep the order of their numbers`() throws {
    let matrix = [Float](repeating: 0.25, count: 100 * 17)
    for metric in [RowMetric.euclidean, .manhattan] {
      let found = try #require(
        ExactNeighbours(withinRowsOf: matrix, width: 17, limit: 3, metric: metric, threads: 2))
      #expect(Array(found.numbers.prefix(12)) == [1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2])
      #expect(found.distances.allSatisfy { $0 == 0 })
    }
  }

  @Test func `a comparison that is stopped has no result`() {
    var calls = 0
    let stopped = ExactNeighbours(
      withinRowsOf: (0..<4000).map { Float($0 % 71) }, width: 4, limit: 3, metric: .manhattan
    ) { share in
      calls += 1
      return share < 0.3
    }
    #expect(stopped == nil)
    #expect(calls > 1)
  }
}
