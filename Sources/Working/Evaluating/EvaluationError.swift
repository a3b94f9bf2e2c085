import Activations
import Curvature
import Datasets
import Digests
import Networks
import Orders

/// Why an order cannot be evaluated here; its text becomes the reason of a failed outcome.
enum EvaluationError: Error, Equatable, CustomStringConvertible {
  case expression(String, ExpressionError)
  case network(NetworkError)
  /// The data set that an order names cannot be opened here.
  case dataset(DatasetIdentity, folder: String?, DatasetError)
  /// The spectrum is wanted of another version than this program computes.
  case otherVersion(wanted: Int, ours: Int)
  case spectrum(CurvatureError)
  /// A data set of this name is here, but it is another one.
  case otherData(DatasetIdentity, folder: String?, found: Digest)

  /// Whether it is this machine that lacks something, whatever the function: no order is to blame.
  var isOfMachine: Bool {
    switch self {
    case .dataset, .otherData, .otherVersion: true
    case .expression, .network, .spectrum: false
    }
  }

  var description: String {
    switch self {
    case .expression(let text, let error): "expression '\(text.prefix(60))' refused: \(error)"
    case .network(let error): "\(error)"
    case .dataset(let wanted, let folder, let error):
      "cannot use data set \(wanted.name) in \(Self.place(folder)): \(error); hash "
        + "\(wanted.digest) expected"
    case .otherVersion(let wanted, let ours):
      "spectrum refused: its computation is of version \(wanted); expected version \(ours)"
    case .spectrum(let error): "\(error)"
    case .otherData(let wanted, let folder, let found):
      "cannot use data set \(wanted.name) in \(Self.place(folder)): its hash is \(found); "
        + "\(wanted.digest) expected"
    }
  }

  private static func place(_ folder: String?) -> String { folder ?? "its usual folder" }
}
