import Activations
import Curvature
import Datasets
import Digests
import Networks

/// Why an order cannot be evaluated here; its text becomes the reason of a failed outcome.
enum EvaluationError: Error, Equatable, CustomStringConvertible {
  case expression(String, ExpressionError)
  case network(NetworkError)
  case dataset(DatasetError)
  /// The spectrum is wanted of another version than this program computes.
  case otherVersion(wanted: Int, ours: Int)
  case spectrum(CurvatureError)
  /// A data set of this name is here, but it is another one.
  case otherData(name: String, found: Digest, expected: Digest)

  var description: String {
    switch self {
    case .expression(let text, let error): "expression '\(text.prefix(60))' refused: \(error)"
    case .network(let error): "\(error)"
    case .dataset(let error): "\(error)"
    case .otherVersion(let wanted, let ours):
      "spectrum refused: its computation is of version \(wanted); expected version \(ours)"
    case .spectrum(let error): "\(error)"
    case .otherData(let name, let found, let expected):
      "data set \(name) has hash \(found); expected \(expected)"
    }
  }
}
