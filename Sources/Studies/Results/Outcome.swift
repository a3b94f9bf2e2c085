import JSON

/// How a work order ended.
public enum Outcome: Hashable, Sendable {
  /// The work was done to its end.
  case completed(Finding)
  /// The function cannot be trained, or has no spectrum; a result, not an error.
  case infeasible(Infeasibility)
  /// The machinery broke; says nothing about the function.
  case failed(String)
  /// It was stopped on request.
  case cancelled

  /// What a completed evaluation measured; nil for everything else.
  public var metrics: Metrics? {
    if case .completed(let finding) = self { finding.metrics } else { nil }
  }

  /// Whether it says something about what was worked on.
  public var isResult: Bool {
    switch self {
    case .completed, .infeasible: true
    case .failed, .cancelled: false
    }
  }

  /// What stays with an order's record once the finding is stored.
  public var kept: Outcome {
    if case .completed(let finding) = self { .completed(finding.kept) } else { self }
  }
}

/// Why a function cannot be trained, or has no spectrum.
public struct Infeasibility: Hashable, Sendable, CustomStringConvertible {
  public enum Reason: String, CaseIterable, Sendable {
    /// The training loss became infinite or not a number.
    case diverged
    /// The network's outputs became infinite or not a number on validation or test data.
    case nonFinite
    /// No eigenvalue of a layer has a logarithm that a histogram could count.
    case uncountable
  }

  public let reason: Reason
  /// The epoch in which it happened, from 1; 0 when nothing was trained.
  public let epoch: Int
  /// The step of that epoch, from 1; 0 when nothing was trained.
  public let step: Int
  /// The layer in which it happened, where it is one layer's; nil for a training.
  public let layer: String?

  public init(reason: Reason, epoch: Int, step: Int) {
    self.init(reason: reason, epoch: epoch, step: step, layer: nil)
  }

  /// What keeps a spectrum from being computed, in a layer.
  public init(reason: Reason, layer: String) {
    self.init(reason: reason, epoch: 0, step: 0, layer: layer)
  }

  /// All of it, as it was written down somewhere.
  public init(reason: Reason, epoch: Int, step: Int, layer: String?) {
    self.reason = reason
    self.epoch = epoch
    self.step = step
    self.layer = layer
  }

  public var description: String {
    let what =
      switch reason {
      case .diverged: "diverged"
      case .nonFinite: "non-finite outputs"
      case .uncountable: "nothing countable"
      }
    if let layer { return "\(what) in layer \(layer)" }
    return "\(what) in epoch \(epoch), step \(step)"
  }
}

/// What a completed evaluation measured; losses in nats, accuracies in 0...1.
public struct Metrics: Hashable, Sendable {
  public var trainLoss: Double
  public var trainAccuracy: Double
  public var validationLoss: Double
  public var validationAccuracy: Double
  /// Only confirmation looks at the test data.
  public var test: TestMetrics?

  public init(
    trainLoss: Double, trainAccuracy: Double, validationLoss: Double, validationAccuracy: Double,
    test: TestMetrics? = nil
  ) {
    self.trainLoss = trainLoss
    self.trainAccuracy = trainAccuracy
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
    self.test = test
  }
}

/// Loss in nats and accuracy in 0...1 on the test data.
public struct TestMetrics: Hashable, Sendable {
  public var loss: Double
  public var accuracy: Double

  public init(loss: Double, accuracy: Double) {
    self.loss = loss
    self.accuracy = accuracy
  }
}

extension Metrics {
  /// Which numbers are not finite, as in `train loss is nan`, or nil.
  public var nonFinite: String? {
    let numbers: [(String, Double?)] = [
      ("train loss", trainLoss), ("train accuracy", trainAccuracy),
      ("validation loss", validationLoss), ("validation accuracy", validationAccuracy),
      ("test loss", test?.loss), ("test accuracy", test?.accuracy),
    ]
    let found = numbers.compactMap { name, value in
      value.flatMap { number in number.nonFiniteWord.map { "\(name) is \($0)" } }
    }
    return found.isEmpty ? nil : found.joined(separator: ", ")
  }
}
