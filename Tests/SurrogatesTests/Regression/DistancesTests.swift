import Randomness
import Tensors
import Testing

@testable import Surrogates

@Suite struct DistancesTests {
  private let features = Features(width: 2, values: [0, 0, 3, 4, 6, 8, .nan, 0])

  @Test func `both measures are symmetric, and nothing is near a row that is not finite`() throws {
    let euclidean = try #require(Distances(of: features, .squares))
    let manhattan = try #require(Distances(of: features, .absolutes))
    #expect(Array(euclidean[0].prefix(3)) == [0, 5, 10])
    #expect(Array(manhattan[0].prefix(3)) == [0, 7, 14])
    for row in 0..<3 {
      for other in 0..<3 { #expect(euclidean[row, other] == euclidean[other, row]) }
      #expect(euclidean[row, 3].isNaN && euclidean[3, row].isNaN)
    }
    #expect(euclidean[3, 3].isNaN)
  }

  @Test func `joined distances count by their medians`() throws {
    let euclidean = try #require(Distances(of: features, .squares))
    let thousandfold = try #require(
      Distances(of: Features(width: 2, values: features.values.map { 1000 * $0 }), .squares))
    let joined = Distances(joining: euclidean, thousandfold)
    #expect(abs(joined[0, 1] - 2.0.squareRoot().float) < 1e-6)
    #expect(abs(joined[0, 2] - 2 * 2.0.squareRoot().float) < 1e-6)
    #expect(joined[1, 3].isNaN)
    let equal = Features(width: 1, values: [1, 1])
    #expect(Distances(of: equal, .absolutes)?.median() == 1)
  }

  @Test func `wide rows are measured to their end`() throws {
    let wide = Features(width: 37, values: (0..<74).map { $0 < 37 ? 0 : Float($0 - 36) })
    #expect(Distances(of: wide, .absolutes)?[0, 1] == Float(37 * 38 / 2))
    #expect(Distances(of: wide, .squares)?[0, 1] == Float((37.0 * 38 * 75 / 6).squareRoot()))
  }

  @Test func `any number of threads measures the same bits`() throws {
    var generator = Generator(seed: Seed(5))
    let rows = Features(
      width: 19, values: (0..<19 * 61).map { _ in Float(generator.uniform(below: 1 << 20)) / 7 })
    for measure in [DistanceMeasure.squares, .absolutes] {
      let alone = try #require(Distances(of: rows, measure))
      for threads in [2, 3, 100] {
        #expect(Distances(of: rows, measure, threads: threads)?.values == alone.values)
      }
    }
  }

  @Test func `distances that nobody waits for are given up`() {
    var asked = 0
    let distances = Distances(of: features, .squares) {
      asked += 1
      return asked > 2
    }
    #expect(distances == nil && asked == 3)
  }

  @Test func `the median of many pairs is that of every k-th`() throws {
    let line = try #require(
      Distances(of: Features(width: 1, values: (0..<200).map(Float.init)), .absolutes))
    #expect(line.median() == line.median(ofAtMost: 19_900))
    #expect(line.median() == 59)
    #expect(abs(line.median(ofAtMost: 5_000) - 59) <= 2)
    let few = try #require(Distances(of: Features(width: 1, values: [0, 1, 3, 7]), .absolutes))
    // Of 1, 3, 2, 7, 6, 4 every second one is 1, 2, 6.
    #expect(few.median(ofAtMost: 3) == 2 && few.median() == 4)
  }
}

extension Double {
  fileprivate var float: Float { Float(self) }
}
