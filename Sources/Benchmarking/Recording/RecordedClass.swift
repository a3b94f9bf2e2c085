import Activations

/// What is known of one class.
public struct RecordedClass: Hashable, Sendable {
  /// The place in the table of the study's space.
  public let index: Int
  public let key: ClassKey
  /// What was trained.
  public let form: String
  /// The published name.
  public let representative: String
  public let isFinite: Bool
  /// One for each seed of the table; nil where the class was not evaluated with that seed.
  public let results: [RecordedResult?]

  public init(
    index: Int, key: ClassKey, form: String, representative: String, isFinite: Bool,
    results: [RecordedResult?]
  ) {
    self.index = index
    self.key = key
    self.form = form
    self.representative = representative
    self.isFinite = isFinite
    self.results = results
  }

  /// The mean validation accuracy over the seeds; what cannot be trained counts as chance level.
  public func mean(chance: Double) -> Double? {
    let known = results.compactMap(\.self).map { $0.accuracy ?? chance }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}
