import Foundation
import Testing

@testable import Surrogates

/// What umap-learn made of 200 rows with two kinds of features.
struct Reference: Decodable {
  struct Edges: Decodable {
    let rows: [Int]
    let columns: [Int]
    let weights: [Double]
  }
  struct Kind: Decodable {
    let width: Int
    let values: [Float]
    let graph: Edges

    var features: Features { Features(width: width, values: values) }
  }
  let curve: [Double]
  let outputs: Kind
  let spectrum: Kind
  let union: Edges
  /// By layout, then by the features whose neighbours are compared.
  let trustworthiness: [String: [String: Double]]

  var sources: [Embedding.Source] {
    [
      Embedding.Source(outputs.features, metric: .euclidean),
      Embedding.Source(spectrum.features, metric: .manhattan, neighbours: 3),
    ]
  }

  static func read() throws -> Reference {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/embedding", withExtension: "json"))
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
  }
}

/// How far the neighbours in a layout are neighbours of the features, too: 1 if all are.
///
/// One less the sum, over the `neighbours` nearest points of each point, of how far down the list of
/// the row's neighbours each is beyond that number, divided by half the greatest such sum (Venna,
/// Kaski 2001; scikit-learn's definition). With `rows` only their neighbours count.
func trustworthiness(
  _ points: Features, of features: Features, _ metric: Embedding.Source.Metric,
  neighbours: Int = 15, rows: [Int]? = nil
) -> Double {
  func ranked(_ row: Int, _ features: Features, _ metric: Embedding.Source.Metric) -> [Int] {
    let own = Array(features[row])
    let distances = (0..<features.count).map { other in
      zip(own, features[other]).reduce(0.0) { sum, pair in
        let difference = Double(pair.0) - Double(pair.1)
        return sum + (metric == .euclidean ? difference * difference : abs(difference))
      }
    }
    return distances.indices.filter { $0 != row }.sorted {
      (distances[$0], $0) < (distances[$1], $1)
    }
  }
  let count = features.count
  let rows = rows ?? Array(0..<count)
  var sum = 0
  for row in rows {
    var ranks = [Int](repeating: 0, count: count)
    for (rank, other) in ranked(row, features, metric).enumerated() { ranks[other] = rank + 1 }
    for other in ranked(row, points, .euclidean).prefix(neighbours) {
      sum += max(0, ranks[other] - neighbours)
    }
  }
  let scale = rows.count * neighbours * (2 * count - 3 * neighbours - 1)
  return 1 - 2 * Double(sum) / Double(scale)
}
