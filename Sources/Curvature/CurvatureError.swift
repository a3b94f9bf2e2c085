/// Why a spectrum cannot be computed as asked.
public enum CurvatureError: Error, Equatable, CustomStringConvertible {
  /// The network does not fit the data set, or has no weights.
  case mismatch(String)
  /// The recipe cannot be followed.
  case recipe(String)

  public var description: String {
    switch self {
    case .mismatch(let reason): "spectrum refused: \(reason)"
    case .recipe(let reason): "spectrum recipe refused: \(reason)"
    }
  }
}
