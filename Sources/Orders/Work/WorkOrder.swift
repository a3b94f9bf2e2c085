import Digests
import Studies

/// Work that is sent to a worker; it carries everything that decides its result.
public struct WorkOrder: Hashable, Sendable {
  /// Numbers the orders of a study from 1.
  public typealias ID = Int64

  public let id: ID
  public let work: Work
  public let limits: Limits

  public init(id: ID, work: Work, limits: Limits) {
    self.id = id
    self.work = work
    self.limits = limits
  }
}

/// The kinds of work.
public enum Work: Hashable, Sendable {
  case train(TrainingWork)
  case spectrum(SpectrumWork)
  case idle(IdleWork)

  /// The kinds by name, as workers list them among their capabilities and rows hold them.
  public enum Kind: String, CaseIterable, Sendable {
    case train
    case spectrum
    case idle

    /// One order of the kind, in a sentence.
    var phrase: String {
      switch self {
      case .train: "a training"
      case .spectrum: "a spectrum"
      case .idle: "a rehearsal"
      }
    }
  }

  public var kind: Kind {
    switch self {
    case .train: .train
    case .spectrum: .spectrum
    case .idle: .idle
    }
  }

  /// How many epochs it has; 0 where nothing is trained.
  var epochs: Int {
    switch self {
    case .train(let training): training.recipe.epochs
    case .spectrum: 0
    case .idle(let idle): idle.epochs
    }
  }

  /// This work for one function: what an order sends of what its study's orders have in common.
  ///
  /// - Parameters:
  ///   - function: the function's form.
  ///   - evaluation: the seed and how many epochs.
  ///   - measuresTest: whether an evaluation looks at test data too.
  /// - Returns: the work, with nothing left to fill in.
  func done(for function: String, _ evaluation: EvaluationKey, measuresTest: Bool) -> Work {
    switch self {
    case .train(var training):
      training.expression = function
      training.seed = evaluation.seed
      training.recipe = training.recipe.with(epochs: evaluation.fidelity)
      training.measuresTest = measuresTest
      return .train(training)
    case .spectrum(var spectrum):
      spectrum.expression = function
      return .spectrum(spectrum)
    case .idle(var idle):
      idle.function = function
      idle.seed = evaluation.seed
      idle.epochs = evaluation.fidelity
      idle.measuresTest = measuresTest
      return .idle(idle)
    }
  }
}

extension Finding {
  /// The kind of work that finds it.
  var kind: Work.Kind {
    switch self {
    case .metrics: .train
    case .spectrum: .spectrum
    case .madeUp: .idle
    }
  }
}

/// One training: a function in a network, on data, by a recipe, from a seed.
public struct TrainingWork: Hashable, Sendable {
  /// The function's form, as prefix text.
  public var expression: String
  /// The network's canonical text.
  public var network: String
  public var recipe: Recipe
  public var dataset: DatasetIdentity
  public var seed: UInt64
  /// Whether the trained network is judged on test data too; confirmation alone does that.
  public var measuresTest: Bool

  public init(
    expression: String, network: String, recipe: Recipe, dataset: DatasetIdentity, seed: UInt64,
    measuresTest: Bool
  ) {
    self.expression = expression
    self.network = network
    self.recipe = recipe
    self.dataset = dataset
    self.seed = seed
    self.measuresTest = measuresTest
  }
}

/// One spectrum: of a function in a network, before any training.
public struct SpectrumWork: Hashable, Sendable {
  /// The function's form, as prefix text.
  public var expression: String
  /// The network's canonical text.
  public var network: String
  public var dataset: DatasetIdentity
  public var recipe: SpectrumRecipe
  /// The version of the computation that is wanted; a worker with another one cannot do it.
  public var version: Int

  public init(
    expression: String, network: String, dataset: DatasetIdentity, recipe: SpectrumRecipe,
    version: Int = SpectrumRecipe.version
  ) {
    self.expression = expression
    self.network = network
    self.dataset = dataset
    self.recipe = recipe
    self.version = version
  }
}

/// A data set's name, which finds it, and its hash, which says that it is the same.
public struct DatasetIdentity: Hashable, Sendable {
  public var name: String
  public var digest: Digest

  public init(name: String, digest: Digest) {
    self.name = name
    self.digest = digest
  }
}
