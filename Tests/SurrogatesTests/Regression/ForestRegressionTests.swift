import Randomness
import Surrogates
import Tensors
import Testing

@Suite struct ForestRegressionTests {
  @Test func `a forest explains as much as one of scikit-learn`() throws {
    let reference = try RegressionReference.load()
    var scores: [Double] = []
    for seed in 1...5 as ClosedRange<UInt64> {
      let predictions = ForestRegression().predictions(
        from: reference.observations, in: reference.geometry, seed: Seed(seed))
      let unknown = predictions.values.dropFirst(reference.values.count)
      scores.append(determination(of: unknown, reference.forest.truth))
    }
    let mean = scores.reduce(0, +) / Double(scores.count)
    // The mean of five forests against that of forty.
    #expect(abs(mean - reference.forest.mean) < 2 * reference.forest.deviation)
  }

  @Test func `the seed decides, and the order of observations does not`() throws {
    let reference = try RegressionReference.load()
    let forest = ForestRegression(trees: 10)
    func predictions(_ observations: Observations, _ seed: UInt64) -> Predictions {
      forest.predictions(from: observations, in: reference.geometry, seed: Seed(seed))
    }
    let reversed = Observations(
      reference.values.enumerated().reversed().map { (row: $0.offset, value: $0.element) })
    #expect(predictions(reference.observations, 1) == predictions(reversed, 1))
    #expect(predictions(reference.observations, 1) != predictions(reversed, 2))
  }

  @Test func `trees agree about observed rows more than about others`() throws {
    let reference = try RegressionReference.load()
    let predictions = ForestRegression().predictions(
      from: reference.observations, in: reference.geometry, seed: Seed(1))
    #expect(predictions.spreads.allSatisfy { $0 >= 0 && $0 < 0.5 })
    #expect(predictions.spreads.contains { $0 > 0.01 })
  }

  @Test func `between distances alone it splits by the distance to observed rows`() throws {
    let line = Features(width: 1, values: [0, 1, 2, 3, 4, 5, .nan])
    let known = Observations([(0, 0.25), (1, 0.25), (4, 0.75), (5, 0.75)])
    let distances = try #require(Distances(of: line, .squares))
    let predictions = ForestRegression().predictions(
      from: known, in: .distances(distances), seed: Seed(1))
    #expect(predictions.values[1] < 0.4)
    #expect(predictions.values[4] > 0.6)
    #expect(predictions.values[6].isNaN && predictions.spreads[6].isNaN)
  }
}
