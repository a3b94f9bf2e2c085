import Studies

/// The policies that a study file can name.
public enum PolicyCatalogue {
  /// Makes the policy of a study; a map of thousands of functions takes seconds.
  ///
  /// - Parameters:
  ///   - search: the study's search section.
  ///   - space: the classes to choose from.
  ///   - chance: the accuracy of guessing, 1 / number of labels.
  ///   - threads: how many threads compute; the policy is the same for any number.
  ///   - isCancelled: asked now and then.
  /// - Returns: the policy that the study names, with its surrogate.
  /// - Throws: `tooMany` or `cancelled`.
  public static func make(
    _ search: Search, space: CandidateSpace, chance: Double, threads: Int = 1,
    isCancelled: () -> Bool = { false }
  ) throws(SearchingError) -> any Policy {
    switch search.policy {
    case .random: RandomPolicy(space: space, seed: search.seed)
    case .exhaustive: ExhaustivePolicy(space: space, seed: search.seed)
    case .aquasurf:
      SurrogatePolicy(
        space: space,
        terrain: try Terrain(search, space: space, threads: threads, isCancelled: isCancelled),
        seed: search.seed, chance: chance, spread: search.spread)
    }
  }
}
