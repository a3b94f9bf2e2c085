import Randomness
import Tensors
import TestSupport
import Testing

@Suite struct NearestRowsTests {
  @Test func `any order of offers gives the bits of a naive search`() throws {
    try forAll(count: 40) { generator in
      let width = [1, 15, 16, 127, 128, 129, 300, 1000][generator.uniform(below: 8)]
      let rows = 5 + generator.uniform(below: 40)
      let limit = 1 + generator.uniform(below: 4)
      var matrix: [Float] = []
      for _ in 0..<rows {
        // Coarse values make ties, and scales make rows whose sums are cut short.
        let scale = Float([1, 1, 1, 100][generator.uniform(below: 4)])
        for _ in 0..<width { matrix.append(scale * Float(generator.uniform(below: 3) - 1)) }
      }
      var offered = Array(0..<rows)
      generator.shuffle(&offered)
      offered.removeLast(rows / 3)
      var nearest = NearestRows(rows: rows, limit: limit)
      for row in offered { nearest.offer(row, of: matrix.span, width: width) }
      for row in 0..<rows {
        let expected = offered.map { (naiveSum(matrix, width, row, $0), $0) }.sorted(by: <)
          .prefix(limit)
        let places = row * limit..<row * limit + expected.count
        #expect(nearest.numbers[places].map { Int($0) } == expected.map(\.1))
        #expect(Array(nearest.sums[places]) == expected.map(\.0))
      }
    }
  }

  @Test(arguments: [100, 1000, 1001])
  func `sums have the same bits at every vector width`(_ width: Int) {
    var generator = Generator(seed: Seed(7))
    let matrix = (0..<20 * width).map { _ in Float(generator.normal() * 3) }
    var nearest = NearestRows(rows: 20, limit: 20)
    for row in 0..<20 { nearest.offer(row, of: matrix.span, width: width) }
    for row in 0..<20 {
      let sums = (0..<20).map { naiveSum(matrix, width, row, $0) }.sorted()
      #expect(Array(nearest.sums[row * 20..<(row + 1) * 20]) == sums)
    }
  }

  @Test func `rows without any neighbour have no mean`() {
    var nearest = NearestRows(rows: 3, limit: 2)
    #expect(nearest.means(of: [1, 2, 3], isWeighted: false).allSatisfy { $0.isNaN })
    let line: [Float] = [0, 1, .nan]
    nearest.offer(0, of: line.span, width: 1)
    let means = nearest.means(of: [1, .nan, .nan], isWeighted: true)
    #expect(means.prefix(2) == [1, 1])
    #expect(means[2].isNaN)
    #expect(NearestRows(rows: 0, limit: 1).means(of: [], isWeighted: false).isEmpty)
  }

  /// The documented order of summation, one element after the other.
  private func naiveSum(_ matrix: [Float], _ width: Int, _ one: Int, _ other: Int) -> Double {
    var lanes = [Double](repeating: 0, count: 16)
    for column in 0..<width {
      let difference =
        Double(matrix[one * width + column]) - Double(matrix[other * width + column])
      lanes[column % 16] += difference * difference
    }
    while lanes.count > 1 {
      let half = lanes.count / 2
      lanes = (0..<half).map { lanes[$0] + lanes[$0 + half] }
    }
    return lanes[0]
  }
}
