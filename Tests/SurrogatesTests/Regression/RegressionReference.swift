import Foundation
import Surrogates
import Testing

/// What scikit-learn makes of some places on a map of which the first have values.
struct RegressionReference: Decodable {
  struct Neighbours: Decodable {
    let weights: String
    let predictions: [Double]
  }

  struct Tree: Decodable {
    /// How many of the places' columns it knows.
    let columns: Int
    let weights: [Double]
    /// How many levels of nodes are listed.
    let depth: Int
    /// The left branch first: a column and a threshold, or a mean.
    let nodes: [[Double]]
  }

  struct Vectors: Decodable {
    let cost: Double
    let tube: Double
    let gamma: Double
    let isScaled: Bool
    let tolerance: Double
    let weights: [Double]
    let bias: Double
    let predictions: [Double]
  }

  /// How well forests of different seeds explain the values of the rows without one.
  struct Forest: Decodable {
    let truth: [Double]
    let mean: Double
    let deviation: Double
  }

  let places: [Float]
  let values: [Double]
  let neighbours: [Neighbours]
  let trees: [Tree]
  let vectors: [Vectors]
  let forest: Forest

  static func load() throws -> RegressionReference {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/regression", withExtension: "json"))
    return try JSONDecoder().decode(RegressionReference.self, from: Data(contentsOf: url))
  }

  var features: Features { Features(width: 2, values: places) }
  var geometry: Geometry { .coordinates(features) }
  var observations: Observations {
    Observations(values.enumerated().map { (row: $0.offset, value: $0.element) })
  }
}

/// How much of the variance of some values their predictions explain.
func determination(of predictions: some Collection<Double>, _ truth: [Double]) -> Double {
  let mean = truth.reduce(0, +) / Double(truth.count)
  let rest = zip(predictions, truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  return 1 - rest / truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
}
