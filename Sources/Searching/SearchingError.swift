/// Why a policy cannot be made.
public enum SearchingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// More functions than a surrogate can compare with each other.
  case tooMany(functions: Int, limit: Int, what: String)
  /// Making the policy was given up on request.
  case cancelled

  public var description: String {
    switch self {
    case .tooMany(let functions, let limit, let what):
      "search refused: \(what) compares \(functions) functions with each other; expected at most "
        + "\(limit): with 'spectrum' among the features, 'search.spectra' says how many there are"
    case .cancelled: "search ended: it was interrupted before its first proposal"
    }
  }
}
