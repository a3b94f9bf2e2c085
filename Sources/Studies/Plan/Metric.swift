import Foundation

/// What functions are judged by: one of the numbers that a training measures, and which way of it
/// is better.
///
/// Whoever ranks, predicts, tests or draws asks the metric; only here is it known that accuracies
/// end at 1 and that a smaller loss is better.
public struct Metric: Hashable, Sendable {
  /// As a study file has it, such as `validation-accuracy`.
  public let name: String
  /// In words, such as `validation accuracy`.
  public let title: String
  /// The number's key in JSON, and its column.
  public let key: String
  /// The same quantity on the test data, which confirmation goes by: in words, and as a key.
  public let testTitle: String
  public let testKey: String
  /// One word for the quantity on either data, such as `accuracy`.
  public let quantity: String
  /// What it is counted in; nil for a share in 0...1.
  public let unit: String?
  /// Which of two values is better.
  public let direction: Direction
  /// What a run counts as that could not be trained.
  public let infeasible: Infeasible

  public enum Direction: Hashable, Sendable {
    case largerIsBetter
    case smallerIsBetter
  }

  /// What an infeasible run counts as: it cannot be left out, or functions that often diverge
  /// would look better than they are.
  public enum Infeasible: Hashable, Sendable {
    /// The accuracy of guessing, 1 / classes.
    case guessedAccuracy
    /// The cross-entropy of guessing, ln(classes) nats.
    case guessedEntropy
    case number(Double)
  }

  public init(
    name: String, title: String, key: String, testTitle: String, testKey: String,
    quantity: String, unit: String?, direction: Direction, infeasible: Infeasible
  ) {
    self.name = name
    self.title = title
    self.key = key
    self.testTitle = testTitle
    self.testKey = testKey
    self.quantity = quantity
    self.unit = unit
    self.direction = direction
    self.infeasible = infeasible
  }
}

extension Metric {
  public static let validationAccuracy = Metric(
    name: "validation-accuracy", title: "validation accuracy", key: "validationAccuracy",
    testTitle: "test accuracy", testKey: "testAccuracy", quantity: "accuracy", unit: nil,
    direction: .largerIsBetter, infeasible: .guessedAccuracy)

  public static let validationLoss = Metric(
    name: "validation-loss", title: "validation loss", key: "validationLoss",
    testTitle: "test loss", testKey: "testLoss", quantity: "loss", unit: "nats",
    direction: .smallerIsBetter, infeasible: .guessedEntropy)

  /// The metrics that every training measures.
  public static let builtIn = [validationAccuracy, validationLoss]

  /// The metric with a name in a study file, or nil.
  public static func named(_ name: String) -> Metric? { builtIn.first { $0.name == name } }
}

extension Metric {
  /// Whether one value is better than another; every number is better than what is none.
  public func isBetter(_ value: Double, than other: Double) -> Bool {
    if other.isNaN { return !value.isNaN }
    return switch direction {
    case .largerIsBetter: value > other
    case .smallerIsBetter: value < other
    }
  }

  /// Whether a value reaches a threshold.
  public func reaches(_ value: Double, _ threshold: Double) -> Bool {
    value == threshold || isBetter(value, than: threshold)
  }

  /// The best of some values; nil where there are none.
  public func best(_ values: some Sequence<Double>) -> Double? {
    values.reduce(nil) { best, value in
      if let best, !isBetter(value, than: best) { best } else { value }
    }
  }

  /// Some elements by their values, the best first, equals in the order given.
  public func ranked<Element>(
    _ elements: [Element], by value: (Element) -> Double
  ) -> [Element] {
    elements.map { (value: value($0), element: $0) }.enumerated().sorted { one, other in
      if isBetter(one.element.value, than: other.element.value) { return true }
      if isBetter(other.element.value, than: one.element.value) { return false }
      return one.offset < other.offset
    }.map(\.element.element)
  }

  /// What a run that could not be trained counts as, where there are so many labels.
  public func infeasibleValue(classes: Int) -> Double {
    switch infeasible {
    case .guessedAccuracy: 1 / Double(classes)
    case .guessedEntropy: log(Double(classes))
    case .number(let number): number
    }
  }

  /// What an order showed of it; nil when the function cannot be trained.
  public func value(of outcome: Outcome) -> Double? { outcome.metrics.flatMap(value) }

  /// What a training measured of it.
  public func value(of metrics: Metrics) -> Double? { metrics[key] }

  /// What was measured of it on the test data, where that was looked at.
  public func testValue(of metrics: Metrics) -> Double? { metrics[testKey] }
}

extension Metrics {
  /// A number by its key in JSON; nil where there is no such number, or it was not measured.
  public subscript(key: String) -> Double? {
    switch key {
    case "trainLoss": trainLoss
    case "trainAccuracy": trainAccuracy
    case "validationLoss": validationLoss
    case "validationAccuracy": validationAccuracy
    case "testLoss": test?.loss
    case "testAccuracy": test?.accuracy
    default: nil
    }
  }
}
