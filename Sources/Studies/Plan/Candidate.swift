import Activations

/// One function to be judged in a study: an equivalence class, known by its key, and what is
/// trained for it.
public struct Candidate: Hashable, Sendable {
  public let key: ClassKey
  /// What is printed and trained: the shortest, numerically safest expression of the class.
  public let form: String
  /// The class's published name, the lexicographically greatest of its members; of a class that
  /// no table lists, the expression that it was found by.
  public let representative: String
  /// The class's place in the table of the study's space, from 0; nil where it is in none.
  ///
  /// Nothing finds a class by it: it is what ledgers and records show.
  public let place: Int?

  public init(key: ClassKey, form: String, representative: String, place: Int? = nil) {
    self.key = key
    self.form = form
    self.representative = representative
    self.place = place
  }

  /// The class of an expression that no table lists.
  public init(_ expression: Expression) {
    self.init(
      key: expression.classKey, form: expression.simplified().description,
      representative: expression.description)
  }
}

extension ClassTable {
  /// The candidate of a class, by its place.
  public func candidate(at place: Int) -> Candidate {
    let entry = classes[place]
    return Candidate(
      key: entry.key, form: entry.form.description,
      representative: entry.representative.description, place: place)
  }

  /// The candidate of an expression; one outside the space has no place in its table.
  public func candidate(of expression: Expression) -> Candidate {
    self.class(of: expression).map(candidate) ?? Candidate(expression)
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
