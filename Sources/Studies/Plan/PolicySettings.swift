/// How the next function is chosen: a policy with the settings that are its own.
public enum PolicySettings: Hashable, Sendable {
  case random
  case aquasurf(SurrogateSettings)
  /// Every class of the space once, finite or not: what records a benchmark.
  case exhaustive
  case evolution(EvolutionSettings)

  public var name: PolicyName {
    switch self {
    case .random: .random
    case .aquasurf: .aquasurf
    case .exhaustive: .exhaustive
    case .evolution: .evolution
    }
  }

  /// Whether it goes beyond what the schemas generate, so that no table lists its functions.
  public var isOpen: Bool {
    switch self {
    case .random, .aquasurf, .exhaustive: false
    case .evolution: true
    }
  }
}

/// The search policies by name.
public enum PolicyName: String, CaseIterable, Sendable {
  case random
  case aquasurf
  case exhaustive
  case evolution
}

/// What predicts the metric, and from where.
public struct SurrogateSettings: Hashable, Sendable {
  public var regressor: RegressorName
  /// How many neighbours `knr` looks at.
  public var neighbours: Int
  /// How much each of them counts.
  public var weights: NeighbourWeights
  /// Where the surrogate measures distances.
  public var map: SurrogateMap
  /// Whether a proposal keeps away from functions that are being evaluated.
  public var spread: Bool
  /// How the distance between two spectra is measured.
  public var weighting: SpectrumWeighting

  /// Settings of which some follow from the features that describe a function.
  ///
  /// A `map` of nil is the embedding with two features, which nothing else brings together, and the
  /// distances themselves with one. A `spread` of nil is true with spectra, and false without them.
  public init(
    for features: [Feature] = [.outputs], regressor: RegressorName = .knr, neighbours: Int = 3,
    weights: NeighbourWeights = .uniform, map: SurrogateMap? = nil, spread: Bool? = nil,
    weighting: SpectrumWeighting = .code
  ) {
    self.regressor = regressor
    self.neighbours = neighbours
    self.weights = weights
    self.map = map ?? (features.count > 1 ? .embedding : .distances)
    self.spread = spread ?? features.contains(.spectrum)
    self.weighting = weighting
  }
}

/// How functions evolve beyond the schemas, which give the first of them.
public struct EvolutionSettings: Hashable, Sendable {
  /// How many of the latest results live.
  public var population: Int
  /// How many of them compete to be a parent.
  public var sample: Int
  /// The most nodes of a function: calls and leaves.
  public var nodes: Int

  /// What may be asked for.
  public static let populationRange = 1...100_000
  public static let sampleRange = 1...100_000
  public static let nodesRange = 2...64

  public init(population: Int = 50, sample: Int = 10, nodes: Int = 12) {
    self.population = population
    self.sample = sample
    self.nodes = nodes
  }
}

/// The regressors that predict the metric from features.
public enum RegressorName: String, CaseIterable, Sendable {
  /// The mean over the nearest neighbours.
  case knr
  case forest
  /// Support vectors.
  case svr
}

/// How much a neighbour counts.
public enum NeighbourWeights: String, CaseIterable, Sendable {
  case uniform
  /// By the inverse of its distance.
  case distance
}

/// What a surrogate takes for the place of a function.
public enum SurrogateMap: String, CaseIterable, Sendable {
  /// Its place in the plane that all features are embedded in together.
  case embedding
  /// Its features themselves.
  case distances
}

/// How layers count in the distance of two spectra, the sum of |a - b| times a weight.
public enum SpectrumWeighting: String, CaseIterable, Sendable {
  /// Every value counts alike, as in the published program: a layer counts by its number of bins,
  /// and so roughly by its number of weights.
  case code
  /// The published definition: the sum over layers of the 1-Wasserstein distance between their
  /// distributions of log eigenvalues, divided by the layer's number of weights.
  case paper
}
