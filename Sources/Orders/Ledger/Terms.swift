import Studies

/// What a ledger needs to know of its study; nothing here changes while a coordinator runs.
public struct Terms: Hashable, Sendable {
  /// Unlike every other study's.
  public var study: String
  public var budget: Int
  /// With K, proposal i uses exactly the results of proposals 1...i-K.
  public var inOrder: Int?
  /// The seed of every search evaluation.
  public var evaluationSeed: UInt64
  /// What an evaluation is; function, seed and epochs are filled in for each order.
  public var work: Work
  /// What functions are ranked by.
  public var metric: Metric
  public var limits: Limits
  public var confirmation: Confirming
  /// The spectra that are computed before the search; nil when it goes by none.
  public var featurisation: Featurising?
  public var timing: Timing

  public init(
    study: String, budget: Int, inOrder: Int?, evaluationSeed: UInt64, work: Work,
    metric: Metric = .validationAccuracy, limits: Limits, confirmation: Confirming,
    featurisation: Featurising? = nil,
    timing: Timing = Timing()
  ) {
    self.study = study
    self.budget = budget
    self.inOrder = inOrder
    self.evaluationSeed = evaluationSeed
    self.work = work
    self.metric = metric
    self.limits = limits
    self.confirmation = confirmation
    self.featurisation = featurisation
    self.timing = timing
  }

  /// How many epochs an order of the confirmation has.
  var confirmationEpochs: Int { confirmation.epochs ?? work.epochs }

  /// The kinds of work that the study asks for, each once.
  var kinds: [Work.Kind] {
    let all = [work.kind] + (featurisation == nil ? [] : [.spectrum])
    return Work.Kind.allCases.filter(all.contains)
  }

  /// What is sent for an order.
  func work(of order: OrderRecord) -> Work {
    let function = order.candidate?.form ?? ""
    switch order.purpose {
    case .spectrum:
      guard let featurisation else {
        preconditionFailure("order \(order.id) is a spectrum of a study without")
      }
      return Work.spectrum(featurisation.work)
        .done(for: function, order.evaluation, measuresTest: false)
    case .search: return work.done(for: function, order.evaluation, measuresTest: false)
    case .confirmation: return work.done(for: function, order.evaluation, measuresTest: true)
    }
  }

  /// The confirmation, with its names resolved.
  public struct Confirming: Hashable, Sendable {
    /// How many of the best functions that are no baselines.
    public var top: Int
    /// Seeds that no search evaluation uses.
    public var seeds: [UInt64]
    /// How many epochs each has; nil for as many as in the search.
    public var epochs: Int?
    /// Functions retrained in any case.
    public var against: [Candidate]
    /// The classes that count as baselines.
    public var baselines: [Candidate]

    public init(
      top: Int, seeds: [UInt64], epochs: Int? = nil, against: [Candidate], baselines: [Candidate]
    ) {
      self.top = top
      self.seeds = seeds
      self.epochs = epochs
      self.against = against
      self.baselines = baselines
    }
  }
}

/// The ledger's patience.
public struct Timing: Hashable, Sendable {
  /// How often a worker gives a sign of life.
  public var heartbeat: Duration
  /// A worker that is silent for so long is lost.
  public var silence: Duration
  /// How long a worker may leave a lease out of its heartbeats: an order on its way.
  public var unconfirmed: Duration
  /// How long leases wait for their workers after a coordinator's restart.
  public var grace: Duration
  /// How long a failed order waits before its next attempt.
  public var retryDelay: Duration
  /// How long a worker may idle beside a waiting order before an event says why.
  public var idle: Duration
  /// Failures after which an order is quarantined.
  public var attempts: Int
  /// Lost leases after which an order is quarantined.
  public var losses: Int
  /// Orders quarantined in a row that end the study.
  public var quarantinedInARow: Int

  public init(
    heartbeat: Duration = .seconds(1), silence: Duration = .milliseconds(4_300),
    unconfirmed: Duration = .seconds(5), grace: Duration = .seconds(10),
    retryDelay: Duration = .seconds(1), idle: Duration = .seconds(10), attempts: Int = 3,
    losses: Int = 10, quarantinedInARow: Int = 10
  ) {
    self.heartbeat = heartbeat
    self.silence = silence
    self.unconfirmed = unconfirmed
    self.grace = grace
    self.retryDelay = retryDelay
    self.idle = idle
    self.attempts = attempts
    self.losses = losses
    self.quarantinedInARow = quarantinedInARow
  }
}
