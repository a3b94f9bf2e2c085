/// Why a worker or its evaluator cannot start or go on.
public enum WorkerError: Error, Equatable, CustomStringConvertible {
  /// A slot's process could not be started.
  case cannotStart(String, reason: String)

  public var description: String {
    switch self {
    case .cannotStart(let program, let reason): "cannot start \(program): \(reason)"
    }
  }
}
