import Foundation
import Randomness
import Surrogates
import Tensors
import Testing

@Suite struct NeighbourRegressionTests {
  private struct Reference: Decodable {
    struct Case: Decodable {
      let neighbours: Int
      let weights: String
      let predictions: [Double]
      let rows: [[Int]]
      let distances: [[Double]]
    }
    let width: Int
    let features: [Float]
    let values: [Double]
    let cases: [Case]
  }

  @Test func `neighbours and predictions are those of scikit-learn`() throws {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/neighbours", withExtension: "json"))
    let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
    let features = Features(width: reference.width, values: reference.features)
    let padding = features.count - reference.values.count
    let values = reference.values + Array(repeating: .nan, count: padding)
    #expect(reference.cases.count == 6)
    for expected in reference.cases {
      var neighbourhoods = Neighbourhoods(of: features, limit: expected.neighbours)
      for row in reference.values.indices.reversed() { neighbourhoods.observe(row) }
      let regression = NeighbourRegression(
        weights: expected.weights == "distance" ? .reciprocalDistance : .uniform)
      let predictions = regression.predictions(neighbourhoods, values: values)
      for row in 0..<features.count {
        #expect(neighbourhoods[row].map(\.row) == expected.rows[row])
        #expect(abs(predictions[row] - expected.predictions[row]) < 1e-13)
        for (found, distance) in zip(neighbourhoods[row], expected.distances[row]) {
          #expect(abs(found.distance - distance) <= 1e-13 * distance)
        }
      }
    }
  }

  @Test func `fewer observed rows than places are averaged and none predict nothing`() {
    let features = Features(width: 1, values: [0, 1, 3, .nan])
    var neighbourhoods = Neighbourhoods(of: features)
    let regression = NeighbourRegression()
    let values = [0.5, 0.75, .nan, .nan]
    #expect(regression.predictions(neighbourhoods, values: values).allSatisfy { $0.isNaN })
    neighbourhoods.observe(0)
    neighbourhoods.observe(1)
    let predictions = regression.predictions(neighbourhoods, values: values)
    #expect(predictions.prefix(3) == [0.625, 0.625, 0.625])
    #expect(predictions[3].isNaN)
  }

  @Test func `with reciprocal weights a coinciding row decides alone`() {
    let features = Features(width: 1, values: [0, 0, 1, 0, 2])
    var neighbourhoods = Neighbourhoods(of: features)
    for row in [0, 1, 2] { neighbourhoods.observe(row) }
    let values = [0.25, 0.75, 1, 0, 0]
    let predictions = NeighbourRegression(weights: .reciprocalDistance)
      .predictions(neighbourhoods, values: values)
    #expect(predictions[3] == 0.5)
    #expect(predictions[4] == (1 + 0.25 / 2 + 0.75 / 2) / 2)
  }

  @Test func `on a map, predictions are those of scikit-learn`() throws {
    let reference = try RegressionReference.load()
    let distances = try #require(Distances(of: reference.features, .squares))
    for expected in reference.neighbours {
      let regression = NeighbourRegression(
        weights: expected.weights == "distance" ? .reciprocalDistance : .uniform)
      for geometry in [reference.geometry, .distances(distances)] {
        let predictions = regression.predictions(
          from: reference.observations, in: geometry, seed: Seed(1))
        for (prediction, other) in zip(predictions.values, expected.predictions) {
          #expect(abs(prediction - other) < 1e-6)
        }
      }
    }
  }

  @Test func `it predicts what kept neighbourhoods predict`() throws {
    let reference = try RegressionReference.load()
    let regression = NeighbourRegression(neighbours: 5, weights: .reciprocalDistance)
    var neighbourhoods = Neighbourhoods(of: reference.features, limit: 5)
    for row in reference.values.indices.reversed() { neighbourhoods.observe(row) }
    let padding = reference.features.count - reference.values.count
    let kept = regression.predictions(
      neighbourhoods, values: reference.values + Array(repeating: 0, count: padding))
    let fresh = regression.predictions(
      from: reference.observations, in: reference.geometry, seed: Seed(1))
    #expect(kept == fresh.values)
  }

  @Test func `a spread is how far neighbours are from their mean`() {
    let line = Features(width: 1, values: [0, 1, 2, 3, .nan])
    let predictions = NeighbourRegression(neighbours: 2)
      .predictions(
        from: Observations([(3, 0.5), (0, 0.75), (1, 0.25), (4, 9)]), in: .coordinates(line),
        seed: Seed(1))
    #expect(predictions.values.prefix(4) == [0.5, 0.5, 0.375, 0.375])
    #expect(predictions.spreads.prefix(4).map { Float($0) } == [0.25, 0.25, 0.125, 0.125])
    #expect(predictions.values[4].isNaN && predictions.spreads[4].isNaN)
    let nothing = NeighbourRegression()
      .predictions(from: Observations([]), in: .coordinates(line), seed: Seed(1))
    #expect(nothing.values.allSatisfy(\.isNaN) && nothing.spreads.allSatisfy(\.isNaN))
  }
}
