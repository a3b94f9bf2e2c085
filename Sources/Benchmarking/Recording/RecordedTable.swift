import Activations

/// The results of every class of a space, evaluated once and for all.
public struct RecordedTable: Hashable, Sendable {
  /// The latest version of the files that is read.
  public static let version = 1

  /// The accuracy of guessing.
  public let chance: Double
  /// By their index, each once.
  public let classes: [RecordedClass]

  public init(chance: Double, classes: [RecordedClass]) {
    self.chance = chance
    self.classes = classes.sorted { $0.index < $1.index }
  }
}

/// What is known of one class.
public struct RecordedClass: Hashable, Sendable {
  /// The place in the table of the study's space.
  public let index: Int
  public let key: ClassKey
  /// What was trained.
  public let form: String
  /// One for each seed with which it was evaluated, at least one.
  public let results: [RecordedResult]

  public init(index: Int, key: ClassKey, form: String, results: [RecordedResult]) {
    precondition(!results.isEmpty, "class \(index) has no results")
    self.index = index
    self.key = key
    self.form = form
    self.results = results
  }

  /// The mean validation accuracy over the seeds; what cannot be trained counts as chance level.
  ///
  /// It is rounded to nine digits, so that the same results have the same mean in any order.
  public func mean(chance: Double) -> Double {
    let mean = results.reduce(0) { $0 + ($1.accuracy ?? chance) } / Double(results.count)
    return (mean * 1e9).rounded() / 1e9
  }
}

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
