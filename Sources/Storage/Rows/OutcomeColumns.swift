import JSON
import Orders
import Studies

/// The columns that an outcome fills, by the kind of work that it is of.
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

  /// The column that holds a metric; nil where none does.
  static func column(of metric: Metric) -> String? {
    names.contains(metric.key) ? "evaluations.\(metric.key)" : nil
  }

  let name: Name
  var reason: String?
  var epoch: Int?
  var step: Int?
  var layer: String?
  var numbers = [Double?](repeating: nil, count: 6)
  var special: String?
  /// What else there is to say of a finding, as JSON by key.
  var finding: String?
  /// What activation functions learned, as JSON by key; nil where they have no parameters.
  var activations: String?

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
    if !metrics.learned.isEmpty {
      activations = JSON.list(metrics.learned.map(\.json)).description
    }
  }
}

extension OutcomeColumns {
  /// The columns that `outcome(_:of:)` reads, in its order, of a file of some version.
  static func columns(_ version: Int) -> String {
    """
    evaluations.outcome, evaluations.reason, evaluations.epoch, evaluations.step,
    \(version >= Schema.versionWithSpectra ? "evaluations.layer" : "NULL"),
    evaluations.trainLoss, evaluations.trainAccuracy, evaluations.validationLoss,
    evaluations.validationAccuracy, evaluations.testLoss, evaluations.testAccuracy,
    evaluations.special,
    \(version >= Schema.versionWithKinds ? "evaluations.activations" : "NULL")
    """
  }

  /// Reads how an order of some kind of work ended.
  static func outcome(
    _ row: inout ColumnReader, of kind: Work.Kind
  ) throws(StorageError) -> Outcome {
    let name = try row.word(Name.self)
    let reason: String? = try row.optional()
    let epoch: Int? = try row.optional()
    let step: Int? = try row.optional()
    let layer: String? = try row.optional()
    var stored: [Double?] = []
    for _ in names { stored.append(try row.optional()) }
    let special = SpecialNumbers(try row.optional())
    let activations: String? = try row.optional()
    let learned =
      try activations.map { text throws(StorageError) in
        try row.records(text, of: "activations", LearnedParameter.init)
      } ?? []
    switch name {
    case .cancelled: return .cancelled
    case .failed:
      guard let reason else { throw row.damage("NULL") }
      return .failed(reason)
    case .infeasible:
      guard let reason = reason.flatMap(Infeasibility.Reason.init(rawValue:)), let epoch, let step
      else { throw row.damage(reason ?? "NULL") }
      return .infeasible(Infeasibility(reason: reason, epoch: epoch, step: step, layer: layer))
    case .completed:
      let numbers = zip(stored, names).map { special.value($0, $1) }
      switch kind {
      case .train:
        var metrics = try metrics(numbers, of: row)
        metrics.learned = learned
        return .completed(.metrics(metrics))
      case .spectrum: return .completed(.spectrum(nil))
      case .idle: return .completed(.madeUp(try metrics(numbers, of: row)))
      }
    }
  }

  private static func metrics(
    _ numbers: [Double?], of row: ColumnReader
  ) throws(StorageError) -> Metrics {
    guard let trainLoss = numbers[0], let trainAccuracy = numbers[1],
      let validationLoss = numbers[2], let validationAccuracy = numbers[3]
    else { throw row.damage("NULL") }
    var test: TestMetrics?
    if let loss = numbers[4], let accuracy = numbers[5] {
      test = TestMetrics(loss: loss, accuracy: accuracy)
    }
    return Metrics(
      trainLoss: trainLoss, trainAccuracy: trainAccuracy, validationLoss: validationLoss,
      validationAccuracy: validationAccuracy, test: test)
  }
}
