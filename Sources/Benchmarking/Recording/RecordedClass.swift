import Activations

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
