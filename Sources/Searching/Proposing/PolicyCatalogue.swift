import Activations
import Studies

/// The policies that a study file can name.
public enum PolicyCatalogue {
  /// Makes the policy of a study; a map of thousands of functions takes seconds.
  ///
  /// - Parameters:
  ///   - search: the study's search section.
  ///   - space: what there is to choose from; open for a policy that is.
  ///   - metric: what the study goes by.
  ///   - chance: what an infeasible result counts as, in the metric's unit.
  ///   - threads: how many threads compute; the policy is the same for any number.
  ///   - isCancelled: asked now and then.
  /// - Returns: the policy that the study names, with its surrogate.
  /// - Throws: `tooMany` or `cancelled`.
  public static func make(
    _ search: Search, space: SearchedSpace, metric: Metric = .validationAccuracy, chance: Double,
    threads: Int = 1, isCancelled: () -> Bool = { false }
  ) throws(SearchingError) -> any Policy {
    switch (search.policy, space) {
    case (.random, .table(let space)): return RandomPolicy(space: space, seed: search.seed)
    case (.exhaustive, .table(let space)): return ExhaustivePolicy(space: space, seed: search.seed)
    case (.aquasurf(let settings), .table(let space)):
      return SurrogatePolicy(
        space: space,
        predicted: try PredictedClasses(
          settings, features: search.features, space: space, seed: search.seed, threads: threads,
          isCancelled: isCancelled),
        seed: search.seed, metric: metric, chance: chance, spread: settings.spread)
    case (.evolution(let settings), .open(let space)):
      return EvolutionPolicy(
        space, seed: search.seed, metric: metric, chance: chance,
        population: settings.population, sample: settings.sample)
    case (let policy, _): preconditionFailure("no space for the policy \(policy.name)")
    }
  }
}

/// What a study's policy chooses from.
public enum SearchedSpace: Sendable {
  /// Functions that a table lists.
  case table(CandidateSpace)
  /// Functions that are found as they come.
  case open(OpenSpace)

  /// The space of a study.
  ///
  /// - Parameters:
  ///   - study: whose schemas, operators and baselines are known.
  ///   - table: its classes; of an open space those of the baselines.
  ///   - spectra: of the classes that have one.
  /// - Throws: the first name that is not known.
  public init(
    _ study: Study, table: ClassTable, spectra: [ClassSpectrum] = []
  ) throws(ExpressionError) {
    var baselines: [Expression] = []
    for text in study.space.baselines { baselines.append(try Expression(text)) }
    guard case .evolution(let settings) = study.search.policy else {
      self = .table(CandidateSpace(table: table, baselines: baselines).with(spectra: spectra))
      return
    }
    var schemas: [Schema] = []
    for text in study.space.schemas { schemas.append(try Schema(text)) }
    self = .open(
      OpenSpace(
        schemas: schemas, operators: try OperatorSet.named(study.space.operators),
        baselines: baselines, limit: settings.nodes))
  }

  /// The functions of the table; nil in an open space.
  public var table: CandidateSpace? {
    if case .table(let space) = self { space } else { nil }
  }
}
