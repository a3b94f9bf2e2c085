/// Why a worker or its evaluator cannot start or go on.
public enum WorkerError: Error, Equatable, CustomStringConvertible {
  /// A slot's process could not be started.
  case cannotStart(String, reason: String)
  /// This machine lacks what a study's work needs.
  case unfit(reason: String)

  public var description: String {
    switch self {
    case .cannotStart(let program, let reason): "cannot start \(program): \(reason)"
    case .unfit(let reason): "this machine cannot do the study's work: \(reason)"
    }
  }
}
