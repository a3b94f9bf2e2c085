import Randomness
import Tensors
import Testing

@testable import Surrogates

@Suite struct SupportVectorRegressionTests {
  @Test func `weights, bias and predictions are those of scikit-learn`() throws {
    let reference = try RegressionReference.load()
    let known = reference.observations
    #expect(reference.vectors.count == 5)
    for expected in reference.vectors {
      let regression = SupportVectorRegression(
        cost: expected.cost, tube: expected.tube,
        decay: expected.isScaled ? .scale : .gamma(expected.gamma),
        tolerance: expected.tolerance)
      let squares = known.rows.map(reference.geometry.squares)
      let gamma = regression.gamma(known, reference.geometry, squares)
      #expect(abs(gamma - expected.gamma) < 1e-12)
      let margin = expected.tolerance < 1e-6 ? 1e-5 : 2e-3
      let solution = regression.solution(known, squares, gamma: gamma)
      #expect(abs(solution.weights.reduce(0, +)) < 1e-12)
      #expect(solution.weights.allSatisfy { abs($0) <= expected.cost })
      #expect(abs(solution.bias - expected.bias) < margin)
      for (weight, other) in zip(solution.weights, expected.weights) {
        #expect(abs(weight - other) < 10 * margin * expected.cost)
      }
      let predictions = regression.predictions(
        from: known, in: reference.geometry, seed: Seed(1))
      for (prediction, other) in zip(predictions.values, expected.predictions) {
        #expect(abs(prediction - other) < margin)
      }
    }
  }

  @Test func `distances predict what places predict`() throws {
    let reference = try RegressionReference.load()
    let regression = SupportVectorRegression(decay: .gamma(0.1), tolerance: 1e-9)
    let distances = try #require(Distances(of: reference.features, .squares))
    let one = regression.predictions(
      from: reference.observations, in: reference.geometry, seed: Seed(1))
    let other = regression.predictions(
      from: reference.observations, in: .distances(distances), seed: Seed(1))
    for (a, b) in zip(one.values, other.values) { #expect(abs(a - b) < 1e-5) }
    for (a, b) in zip(one.spreads, other.spreads) { #expect(abs(a - b) < 1e-5) }
  }

  @Test func `the spread grows with the distance to what is observed`() {
    let line = Features(width: 1, values: [0, 1, 2, 3, 50, .infinity])
    let known = Observations([(0, 0.25), (1, 0.75)])
    let predictions = SupportVectorRegression(tube: 0.01)
      .predictions(from: known, in: .coordinates(line), seed: Seed(1))
    #expect(predictions.spreads[0] < predictions.spreads[2])
    #expect(predictions.spreads[2] < predictions.spreads[3])
    #expect(predictions.spreads[4] >= 0.25)
    #expect(predictions.values[5].isNaN && predictions.spreads[5].isNaN)
  }

  @Test func `values inside the tube need no kernels`() {
    let line = Features(width: 1, values: [0, 1, 2, .nan])
    let known = Observations([(0, 0.5), (1, 0.55), (2, 0.6)])
    let predictions = SupportVectorRegression()
      .predictions(from: known, in: .coordinates(line), seed: Seed(1))
    #expect(predictions.values.prefix(3).allSatisfy { abs($0 - 0.55) < 1e-12 })
    #expect(predictions.values[3].isNaN)
  }

  @Test(arguments: [[1e18], [3e38, -3e38], [.infinity]] as [[Float]])
  func `rows far from all do not flatten what is predicted by distances`(
    _ runaways: [Float]
  ) throws {
    let line = Features(width: 1, values: [0, 1, 2, 3, 4, 5] + runaways)
    let distances = try #require(Distances(of: line, .squares))
    let values = [0.2, 0.5, 0.8, 0.6, 0.3, 0.1]
    let known = Observations(
      (values + runaways.map { _ in 0.4 }).enumerated().map { (row: $0.offset, value: $0.element) })
    let predictions = SupportVectorRegression(cost: 100, tube: 0.01)
      .predictions(from: known, in: .distances(distances), seed: Seed(1))
    for (prediction, value) in zip(predictions.values, values) {
      #expect(abs(prediction - value) < 0.02)
    }
  }

  @Test func `coinciding rows with different values are no trouble`() throws {
    let points = Features(width: 2, values: [1, 1, 1, 1, 1, 1])
    let known = Observations([(0, 0.1), (1, 0.9)])
    let distances = try #require(Distances(of: points, .squares))
    for geometry in [Geometry.coordinates(points), .distances(distances)] {
      let predictions = SupportVectorRegression()
        .predictions(from: known, in: geometry, seed: Seed(1))
      #expect(predictions.values.allSatisfy { abs($0 - 0.5) < 0.01 })
    }
  }
}
