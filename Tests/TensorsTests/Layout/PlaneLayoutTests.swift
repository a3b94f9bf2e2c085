import Randomness
import Tensors
import Testing

@Suite struct PlaneLayoutTests {
  private func distance(_ points: [Float], _ one: Int, _ other: Int) -> Float {
    let (dx, dy) = (
      points[2 * one] - points[2 * other], points[2 * one + 1] - points[2 * other + 1]
    )
    return (dx * dx + dy * dy).squareRoot()
  }

  @Test func `an edge draws its ends together and strangers part`() throws {
    let layout = PlaneLayout(
      starts: [0, 1, 2, 3, 4], ends: [1, 0, 3, 2], rates: [1, 1, 1, 1], a: 1.577, b: 0.895, seed: 1)
    let points = try #require(layout.points(from: [0, 0, 4, 0, 1, 1, 3, 3], epochs: 200))
    for (one, other) in [(0, 1), (2, 3)] { #expect(distance(points, one, other) < 1.5) }
    for one in 0...1 {
      for other in 2...3 { #expect(distance(points, one, other) > 2) }
    }
  }

  @Test func `vertices without edges stay and an empty graph is laid out`() {
    let layout = PlaneLayout(
      starts: [0, 1, 2, 2], ends: [1, 0], rates: [1, 1], a: 1.577, b: 0.895, seed: 1)
    let points = layout.points(from: [0, 0, 4, 0, 7, 8], epochs: 50)
    #expect(points.map { Array($0.suffix(2)) } == [7, 8])
    let none = PlaneLayout(starts: [0], ends: [], rates: [], a: 1, b: 1, seed: 1)
    #expect(none.points(from: [], epochs: 10, threads: 2) == [])
  }

  @Test func `coinciding and far points stay finite`() throws {
    let layout = PlaneLayout(
      starts: [0, 2, 4, 6], ends: [1, 2, 0, 2, 0, 1], rates: [1, 0.5, 1, 0.1, 0.5, 0.1],
      a: 1.577, b: 0.895, seed: 1)
    for start in [[0, 0, 0, 0, 0, 0], [0, 0, 1e12, -1e12, 1e-12, 1e-25]] as [[Float]] {
      let points = try #require(layout.points(from: start, epochs: 100))
      #expect(points.allSatisfy { $0.isFinite })
    }
  }

  @Test func `a layout ends early in the same epoch for all threads`() {
    let count = 100
    let layout = PlaneLayout(
      starts: (0...count).map { Int32(2 * $0) },
      ends: (0..<count).flatMap { [Int32(($0 + 1) % count), Int32(($0 + count - 1) % count)] },
      rates: Array(repeating: 1, count: 2 * count), a: 1.577, b: 0.895, seed: 9)
    let start = (0..<2 * count).map { Float($0 % 17) }
    for threads in 1...4 {
      var calls = 0
      let stopped = layout.points(from: start, epochs: 60, threads: threads) { _ in
        calls += 1
        return calls < 20
      }
      #expect(stopped == nil)
      #expect(calls == 20)
      #expect(
        layout.points(from: start, epochs: 60, threads: threads)
          == layout.points(from: start, epochs: 60))
    }
  }

  @Test func `vertices that stay do, and the others come to them alone`() throws {
    let fixed: [Float] = [0, 0, 1, 0, 9, 9, 8, 9]
    func placed(_ guests: [(ends: [Int32], start: [Float])]) throws -> [Float] {
      var (starts, ends, start): ([Int32], [Int32], [Float]) = ([0, 0, 0, 0, 0], [], fixed)
      for guest in guests {
        ends += guest.ends
        starts.append(Int32(ends.count))
        start += guest.start
      }
      let layout = PlaneLayout(
        starts: starts, ends: ends, rates: ends.map { _ in 1 }, a: 1.577, b: 0.895, seed: 4,
        staying: 4)
      let points = try #require(layout.points(from: start, epochs: 50, threads: 2))
      #expect(Array(points.prefix(8)) == fixed)
      return Array(points.dropFirst(8))
    }
    let one = (ends: [Int32(0), 1], start: [Float(4), 5])
    let other = (ends: [Int32(2), 3], start: [Float(4), 5])
    let both = try placed([one, other])
    #expect(abs(both[0]) < 3 && abs(both[1]) < 3 && both[2] > 6 && both[3] > 6)
    #expect(try placed([one]) == Array(both.prefix(2)))
    #expect(try placed([other, one]) == [both[2], both[3], both[0], both[1]])
  }
}
