/// How one evaluation of a class ended.
public enum RecordedResult: Hashable, Sendable {
  /// Accuracies in 0...1; the test data are looked at for few.
  case completed(validation: Double, test: Double?)
  /// The function cannot be trained.
  case infeasible

  /// Validation accuracy, nil when the function cannot be trained.
  public var accuracy: Double? {
    if case .completed(let validation, _) = self { validation } else { nil }
  }
}
