import Studies

/// The columns that an outcome fills.
struct OutcomeColumns {
  enum Name: String {
    case completed
    case infeasible
    case failed
    case cancelled
  }

  /// The columns of a completed evaluation's numbers, in the order of `numbers`.
  static let names = [
    "trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy", "testLoss",
    "testAccuracy",
  ]

  let name: Name
  var reason: String?
  var epoch: Int?
  var step: Int?
  var layer: String?
  var numbers = [Double?](repeating: nil, count: 6)
  var special: String?
  /// What else there is to say of a finding, as JSON by key.
  var finding: String?

  init(_ outcome: Outcome) {
    switch outcome {
    case .cancelled: name = .cancelled
    case .failed(let reason):
      name = .failed
      self.reason = reason
    case .infeasible(let infeasibility):
      name = .infeasible
      reason = infeasibility.reason.rawValue
      epoch = infeasibility.epoch
      step = infeasibility.step
      layer = infeasibility.layer
    case .completed(.spectrum): name = .completed
    case .completed(.metrics(let metrics)):
      name = .completed
      fill(metrics)
    case .completed(.madeUp(let metrics)):
      name = .completed
      fill(metrics)
      // For whoever reads the row with another program.
      finding = JSON.object([.init("madeUp", true)]).description
    }
  }

  private mutating func fill(_ metrics: Metrics) {
    let values = [
      metrics.trainLoss, metrics.trainAccuracy, metrics.validationLoss,
      metrics.validationAccuracy, metrics.test?.loss, metrics.test?.accuracy,
    ]
    var special = SpecialNumbers()
    numbers = zip(values, Self.names).map { special.stored($0, $1) }
    self.special = special.text
  }
}
