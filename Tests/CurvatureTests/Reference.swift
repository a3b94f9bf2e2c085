import Activations
import Curvature
import Datasets
import Foundation
import Networks
import Studies
import Testing

/// A spectrum that `scripts/fixtures/spectrum.py` had NumPy, SciPy and PyTorch compute.
struct Reference: Decodable, CustomTestStringConvertible {
  struct Layer: Decodable {
    let name: String
    let edges: Int
    /// What the layer reads and the gradients of what it writes, images first.
    let input: Numbers
    let gradient: Numbers
    /// Upper triangles, row by row.
    let omega: Numbers
    let gamma: Numbers
    let omegaEigenvalues: [Double]
    let gammaEigenvalues: [Double]
    let counts: [Int]
    let cdf: [Float]
  }

  /// Little-endian floats.
  struct Numbers: Decodable {
    let shape: [Int]
    let values: [Float]

    private enum Key: CodingKey {
      case shape
      case values
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      shape = try container.decode([Int].self, forKey: .shape)
      let bytes = Array(try container.decode(Data.self, forKey: .values))
      values = stride(from: 0, to: bytes.count, by: 4).map { start in
        Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * $1) })
      }
    }
  }

  let name: String
  let plan: String
  let function: String
  let labels: String
  let batch: Int
  /// The class of each image, as the recipe gave or drew it.
  let drawn: [Int32]
  let layers: [Layer]

  static let names = ["dense", "dense-model", "convolutions", "separable"]

  var testDescription: String { name }

  static func named(_ name: String) throws -> Reference {
    try fixture(name, as: Reference.self)
  }

  /// The request that the reference is for.
  var request: SpectrumRequest {
    get throws {
      let labels = try #require(SpectrumRecipe.Labels(rawValue: labels))
      return try CurvatureTests.request(function, plan: plan, batch: batch, labels: labels)
    }
  }
}

/// Decodes a file that `scripts/fixtures/spectrum.py` wrote.
func fixture<T: Decodable>(_ name: String, as type: T.Type) throws -> T {
  let url = try #require(
    Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
  return try JSONDecoder().decode(type, from: Data(contentsOf: url))
}
