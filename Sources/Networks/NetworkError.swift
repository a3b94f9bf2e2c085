/// Why a network cannot be built or trained as asked.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
  /// A line of a plan cannot be read; lines count from 1.
  case plan(line: Int, reason: String)
  /// No plan of this name is built in.
  case unknownNetwork(String, suggestion: String)
  /// The network does not fit the data set.
  case mismatch(String)
  /// The recipe cannot be followed.
  case recipe(String)

  public var description: String {
    switch self {
    case .plan(let line, let reason):
      "network plan refused: \(reason) at line \(line)"
    case .unknownNetwork(let text, let suggestion):
      "network refused: unknown name \(text)\(suggestion)"
    case .mismatch(let reason):
      "network refused: \(reason)"
    case .recipe(let reason):
      "recipe refused: \(reason)"
    }
  }
}
