import Studies

/// The policies that a study file can name.
public enum PolicyCatalogue {
  /// Makes the policy of a study.
  ///
  /// - Parameters:
  ///   - search: the study's search section.
  ///   - space: the classes to choose from.
  ///   - chance: the accuracy of guessing, 1 / number of labels.
  /// - Returns: the policy that the study names, with its surrogate.
  public static func make(
    _ search: Search, space: CandidateSpace, chance: Double
  ) -> any Policy {
    switch search.policy {
    case .random: RandomPolicy(space: space, seed: search.seed)
    case .exhaustive: ExhaustivePolicy(space: space, seed: search.seed)
    case .aquasurf:
      switch search.surrogate {
      case .knr, .forest, .svr:
        AquasurfPolicy(
          space: space, seed: search.seed, chance: chance, neighbours: search.neighbours)
      }
    }
  }
}
