/// How the next function is chosen, and how many are tried.
public struct Search: Hashable, Sendable {
  public var policy: PolicyName
  /// In the order of `Feature.allCases`, each once.
  public var features: [Feature]
  public var surrogate: SurrogateName
  /// How many neighbours `knr` looks at.
  public var neighbours: Int
  /// How much each of them counts.
  public var weights: NeighbourWeights
  /// Where the surrogate measures distances.
  public var map: SurrogateMap
  /// Whether a proposal keeps away from functions that are being evaluated.
  public var spread: Bool
  /// Search evaluations that end completed or infeasible; confirmation is not counted.
  public var budget: Int
  public var seed: UInt64
  /// With K, proposal i uses exactly the results of proposals 1...i-K; nil uses whatever is there.
  public var inOrder: Int?
  /// How many functions get a spectrum when that is among the features; all when there are fewer.
  public var spectra: Int
  public var spectrum: SpectrumRecipe
  /// How the distance between two spectra is measured.
  public var weighting: SpectrumWeighting

  /// What may be asked for, in a study file and by flags.
  public static let budgetRange = 1...10_000_000
  public static let inOrderRange = 1...10_000

  /// How many functions get a spectrum unless a study says otherwise: the largest number for a
  /// recording of every class, and else as many as make a map that a search of some hundred
  /// evaluations finds its way on.
  public static let allSpectra = 10_000_000
  public static let enoughSpectra = 2_000

  /// A search; what is left out follows from the features.
  ///
  /// A `map` of nil is the embedding with two features, which nothing else brings together, and the
  /// distances themselves with one. A `spread` of nil is true with spectra, and false without them.
  public init(
    policy: PolicyName, features: [Feature] = [.outputs], surrogate: SurrogateName = .knr,
    neighbours: Int = 3, weights: NeighbourWeights = .uniform, map: SurrogateMap? = nil,
    spread: Bool? = nil, budget: Int, seed: UInt64, inOrder: Int? = nil,
    spectra: Int = Self.enoughSpectra, spectrum: SpectrumRecipe = SpectrumRecipe(),
    weighting: SpectrumWeighting = .code
  ) {
    self.policy = policy
    self.features = features
    self.surrogate = surrogate
    self.neighbours = neighbours
    self.weights = weights
    self.map = map ?? (features.count > 1 ? .embedding : .distances)
    self.spread = spread ?? features.contains(.spectrum)
    self.budget = budget
    self.seed = seed
    self.inOrder = inOrder
    self.spectra = spectra
    self.spectrum = spectrum
    self.weighting = weighting
  }
}

/// The search policies by name.
public enum PolicyName: String, CaseIterable, Sendable {
  case random
  case aquasurf
  /// Every class of the space once, finite or not: what records a benchmark.
  case exhaustive
}

/// The vectors that describe a function before it is trained.
public enum Feature: String, CaseIterable, Sendable {
  case outputs
  /// Needs work orders of its own before the search.
  case spectrum
}

/// The regressors that predict the metric from features.
public enum SurrogateName: String, CaseIterable, Sendable {
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
