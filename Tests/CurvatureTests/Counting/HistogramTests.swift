import Testing

@testable import Curvature

@Suite struct HistogramTests {
  @Test func `edges are equally spaced from -100 to 100`() {
    #expect(Histogram(edges: 5).edges == [-100, -50, 0, 50, 100])
    #expect(Histogram(edges: 2).edges == [-100, 100])
  }

  @Test func `a sum on an edge belongs to the right of it, on the last one to the left`() {
    var histogram = Histogram(edges: 5)
    histogram.count([-100, -50, 0, 50, 100], plus: [0])
    #expect(histogram.counts == [1, 1, 1, 2])
  }

  @Test func `what is outside or not finite is not counted`() {
    var histogram = Histogram(edges: 3)
    histogram.count([-.infinity, .nan, -1, 1], plus: [.nan, 0, 99.5, -.infinity])
    #expect(histogram.counts == [1, 2])
    #expect(histogram.cumulative == [Float(1) / 3, 1])
  }

  @Test func `a histogram of nothing has no distribution`() {
    var histogram = Histogram(edges: 3)
    histogram.count([-.infinity], plus: [1, 2, 3])
    #expect(histogram.cumulative == nil)
  }

  @Test(arguments: [2, 3, 19, 26, 370, 830])
  func `every pair is where the edges say, whatever rounding does`(edges: Int) {
    var histogram = Histogram(edges: edges)
    let a = histogram.edges + (0..<200).map { Double($0) * 0.7 - 70 }
    let b = [0, 1e-13, -1e-13, 31.7]
    histogram.count(a, plus: b)
    var expected = Array(repeating: 0, count: edges - 1)
    for x in a {
      for y in b {
        guard let after = histogram.edges.lastIndex(where: { $0 <= x + y }), x + y <= 100 else {
          continue
        }
        expected[min(after, edges - 2)] += 1
      }
    }
    #expect(histogram.counts == expected)
  }
}
