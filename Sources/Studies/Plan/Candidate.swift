import Activations

/// One equivalence class of the space, to be judged in a study.
public struct Candidate: Hashable, Sendable {
  /// The class's place in the space's table, from 0.
  public let index: Int
  public let key: ClassKey
  /// The class's published name: the lexicographically greatest of its members.
  public let representative: String
  /// What is printed and trained: the shortest, numerically safest member.
  public let form: String

  public init(index: Int, key: ClassKey, representative: String, form: String) {
    self.index = index
    self.key = key
    self.representative = representative
    self.form = form
  }
}

/// Tells evaluations of a study apart: one run of a candidate at one seed and one fidelity.
public struct EvaluationKey: Hashable, Sendable {
  /// Nil for work that is about no candidate.
  public let candidate: ClassKey?
  public let seed: UInt64
  /// Epochs; 0 where nothing is trained.
  public let fidelity: Int

  public init(candidate: ClassKey?, seed: UInt64, fidelity: Int) {
    self.candidate = candidate
    self.seed = seed
    self.fidelity = fidelity
  }
}
