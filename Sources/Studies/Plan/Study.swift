/// One search: a space, an objective, a policy and a budget.
public struct Study: Hashable, Sendable {
  public var name: String
  public var objective: Objective
  public var space: Space
  public var search: Search
  public var confirmation: Confirmation
  public var limits: Limits

  public init(
    name: String, objective: Objective, space: Space, search: Search, confirmation: Confirmation,
    limits: Limits
  ) {
    self.name = name
    self.objective = objective
    self.space = space
    self.search = search
    self.confirmation = confirmation
    self.limits = limits
  }

  /// How many epochs an evaluation of the confirmation has.
  public var confirmationEpochs: Int { confirmation.epochs ?? objective.recipe.epochs }
}

/// What a function is judged by: a network, trained on a data set by a recipe, and one of the
/// numbers that were measured after the last epoch.
public struct Objective: Hashable, Sendable {
  public var dataset: String
  public var network: String
  public var recipe: Recipe
  public var metric: Metric
  /// What is done instead of a training; the names of data and network then mean nothing, and of
  /// the recipe only the epochs.
  public var rehearsal: Rehearsal?

  public init(
    dataset: String, network: String, recipe: Recipe, metric: Metric = .validationAccuracy
  ) {
    self.dataset = dataset
    self.network = network
    self.recipe = recipe
    self.metric = metric
  }

  /// A rehearsal, which needs neither data nor network.
  public init(rehearsal: Rehearsal, epochs: Int) {
    self.init(
      dataset: "none", network: "none",
      recipe: Recipe(epochs: epochs, batch: 1, optimizer: Optimizer(rate: 0)))
    self.rehearsal = rehearsal
  }
}

/// The functions that a study may try.
public struct Space: Hashable, Sendable {
  /// The name of an operator set, such as `aquasurf-27`.
  public var operators: String
  /// Schemas, as text; every filling of their placeholders belongs to the space.
  public var schemas: [String]
  /// Functions that are evaluated first, whatever the policy.
  public var baselines: [String]

  public init(operators: String, schemas: [String], baselines: [String]) {
    self.operators = operators
    self.schemas = schemas
    self.baselines = baselines
  }

  /// The eight functions that AQuaSurF's searches start from.
  public static let publishedBaselines = [
    "elu(x)", "relu(x)", "selu(x)", "sigmoid(x)", "softplus(x)", "softsign(x)", "swish(x)",
    "tanh(x)",
  ]
}

/// How the best functions are retrained beside baselines, on seeds that the search never used.
public struct Confirmation: Hashable, Sendable {
  /// How many of the best functions are retrained; 0 leaves confirmation out.
  public var top: Int
  /// How many fresh seeds each is trained with.
  public var seeds: Int
  /// How many epochs each is trained for; nil for as many as in the search.
  public var epochs: Int?
  /// Baselines that are retrained beside the search's best baseline.
  public var against: [String]

  public init(top: Int, seeds: Int, epochs: Int? = nil, against: [String]) {
    self.top = top
    self.seeds = seeds
    self.epochs = epochs
    self.against = against
  }
}

/// What one evaluation may use before its process is ended.
public struct Limits: Hashable, Sendable {
  /// Resident memory of the evaluating process, in MiB.
  public var memory: Int
  /// Seconds without any progress of an evaluation before it counts as hung.
  public var silence: Int

  public init(memory: Int = 4096, silence: Int = 120) {
    self.memory = memory
    self.silence = silence
  }
}
