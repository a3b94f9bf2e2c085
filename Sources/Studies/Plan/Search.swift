/// How the next function is chosen, what describes it before that, and how many are tried.
public struct Search: Hashable, Sendable {
  public var policy: PolicySettings
  /// In the order of `Feature.allCases`, each once.
  public var features: [Feature]
  /// Search evaluations that end completed or infeasible; confirmation is not counted.
  public var budget: Int
  public var seed: UInt64
  /// With K, proposal i uses exactly the results of proposals 1...i-K; nil uses whatever is there.
  public var inOrder: Int?
  /// How many functions get a spectrum when that is among the features; all when there are fewer.
  public var spectra: Int
  public var spectrum: SpectrumRecipe

  /// What may be asked for, in a study file and by flags.
  public static let budgetRange = 1...10_000_000
  public static let inOrderRange = 1...10_000

  /// How many functions get a spectrum unless a study says otherwise: the largest number for a
  /// recording of every class, and else as many as make a map that a search of some hundred
  /// evaluations finds its way on.
  public static let allSpectra = 10_000_000
  public static let enoughSpectra = 2_000

  public init(
    policy: PolicySettings, features: [Feature] = [.outputs], budget: Int, seed: UInt64,
    inOrder: Int? = nil, spectra: Int = Self.enoughSpectra,
    spectrum: SpectrumRecipe = SpectrumRecipe()
  ) {
    self.policy = policy
    self.features = features
    self.budget = budget
    self.seed = seed
    self.inOrder = inOrder
    self.spectra = spectra
    self.spectrum = spectrum
  }

  /// The surrogate's settings, where the policy has one; setting them changes no other policy.
  public var surrogate: SurrogateSettings? {
    get { if case .aquasurf(let settings) = policy { settings } else { nil } }
    set { if case .aquasurf = policy, let newValue { policy = .aquasurf(newValue) } }
  }
}

/// The vectors that describe a function before it is trained.
public enum Feature: String, CaseIterable, Sendable {
  case outputs
  /// Needs work orders of its own before the search.
  case spectrum
}
