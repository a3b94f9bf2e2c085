import Tensors
import Testing

@testable import Surrogates

@Suite struct DistancesTests {
  private let features = Features(width: 2, values: [0, 0, 3, 4, 6, 8, .nan, 0])

  @Test func `both measures are symmetric, and nothing is near a row that is not finite`() {
    let euclidean = Distances(of: features, .squares)
    let manhattan = Distances(of: features, .absolutes)
    #expect(Array(euclidean[0].prefix(3)) == [0, 5, 10])
    #expect(Array(manhattan[0].prefix(3)) == [0, 7, 14])
    for row in 0..<3 {
      for other in 0..<3 { #expect(euclidean[row, other] == euclidean[other, row]) }
      #expect(euclidean[row, 3].isNaN && euclidean[3, row].isNaN)
    }
    #expect(euclidean[3, 3].isNaN)
  }

  @Test func `joined distances count by their medians`() {
    let euclidean = Distances(of: features, .squares)
    let thousandfold = Distances(
      of: Features(width: 2, values: features.values.map { 1000 * $0 }), .squares)
    let joined = Distances(joining: euclidean, thousandfold)
    #expect(abs(joined[0, 1] - 2.0.squareRoot().float) < 1e-6)
    #expect(abs(joined[0, 2] - 2 * 2.0.squareRoot().float) < 1e-6)
    #expect(joined[1, 3].isNaN)
    #expect(Distances(of: Features(width: 1, values: [1, 1]), .absolutes).median == 1)
  }

  @Test func `wide rows are measured to their end`() {
    let wide = Features(width: 37, values: (0..<74).map { $0 < 37 ? 0 : Float($0 - 36) })
    #expect(Distances(of: wide, .absolutes)[0, 1] == Float(37 * 38 / 2))
    #expect(Distances(of: wide, .squares)[0, 1] == Float((37.0 * 38 * 75 / 6).squareRoot()))
  }
}

extension Double {
  fileprivate var float: Float { Float(self) }
}
