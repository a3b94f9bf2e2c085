import Surrogates
import Testing

@Suite struct FeaturesTests {
  private struct Elsewhere: FeatureStore {
    let values: [Float]

    func withValues<R, Failure: Error>(
      _ body: (Span<Float>) throws(Failure) -> R
    ) throws(Failure) -> R {
      try body(values.span)
    }
  }

  @Test func `vectors in a store are those of an array`() {
    let values: [Float] = [1, 2, 3, 4, 5, 6]
    let array = Features(width: 3, values: values)
    let store = Features(width: 3, in: Elsewhere(values: values), columnOrder: [2, 0, 1])
    for features in [array, store] {
      #expect(features.count == 2)
      #expect(features.values == values)
      #expect(Array(features[1]) == [4, 5, 6])
      let total = features.withValues { $0.count }
      #expect(total == 6)
    }
    #expect(array.columnOrder == nil)
    #expect(store.columnOrder == [2, 0, 1])
  }

  @Test func `many rows with an order of columns have the neighbours of those without`() {
    let (rows, width) = (10_500, 12)
    // Parabolas of a coarse grid, so that many are equally near.
    let values = (0..<rows).flatMap { row in
      (0..<width).map { column in
        let x = Float(column - width / 2)
        return Float(row % 7) * x * x + Float(row / 7 % 11) * x + Float(row % 13)
      }
    }
    let observed = stride(from: 3, to: rows, by: 501).map(\.self)
    var plain = Neighbourhoods(of: Features(width: width, values: values))
    plain.observe(observed)
    for threads in [1, 2] {
      let features = Features(
        width: width, in: Elsewhere(values: values), columnOrder: Array(0..<width))
      var sketched = Neighbourhoods(of: features, threads: threads)
      sketched.observe(Array(observed.reversed()))
      #expect((0..<rows).allSatisfy { sketched[$0] == plain[$0] })
      sketched.observe(observed)
      #expect(sketched.observed.count == observed.count)
    }
  }
}
