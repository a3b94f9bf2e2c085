/// What confirmation shows: each function against the baseline that is best on validation.
///
/// A function *beats* that reference when a one-sided Welch test on test accuracies gives
/// p < 0.05 after Holm's correction. The correction covers the functions that the search found;
/// baselines are shown for comparison and are not tested. A run that could not be trained counts
/// with chance level, in every mean and in the test, and is shown.
public struct ConfirmationTable: Hashable, Sendable {
  /// One function.
  public struct Row: Hashable, Sendable {
    public let function: ConfirmedFunction
    /// Whether this is the baseline that the others are compared with.
    public let isReference: Bool
    /// Mean validation accuracy.
    public let validation: Double
    /// Mean test accuracy.
    public let test: Double
    /// Sample standard deviation of the test accuracy; nil for a single run.
    public let deviation: Double?
    /// Mean test accuracy less that of the reference; nil without a reference and for itself.
    public let difference: Double?
    /// One-sided p value before correction; nil for baselines and without a reference.
    public let p: Double?
    /// The p value after Holm's correction.
    public let correctedP: Double?

    /// Whether the function is shown to be better than the reference.
    public var beats: Bool { correctedP.map { $0 < ConfirmationTable.level } ?? false }
    /// How many runs could not be trained.
    public var infeasibleCount: Int { function.runs.count { $0.accuracies == nil } }
  }

  /// The corrected p value below which a function beats the reference.
  public static let level = 0.05

  /// The functions by mean test accuracy, best first; equals in the order given.
  public let rows: [Row]

  /// The functions of which every run was given up, so that nothing can be said of them.
  public let unconfirmed: [String]

  /// The best baseline by mean validation accuracy, the first of equals; nil without baselines.
  public var reference: Row? { rows.first(where: \.isReference) }

  /// Compares functions.
  ///
  /// - Parameters:
  ///   - functions: what was retrained, baselines among them.
  ///   - chance: the accuracy of guessing, 1 / number of labels.
  public init(_ functions: [ConfirmedFunction], chance: Double) {
    unconfirmed = functions.filter(\.runs.isEmpty).map(\.form)
    let functions = functions.filter { !$0.runs.isEmpty }
    let validations = functions.map { function in
      Sample(function.runs.map { $0.accuracies?.validation ?? chance })
    }
    let tests = functions.map { function in
      Sample(function.runs.map { $0.accuracies?.test ?? chance })
    }
    var reference: Int?
    for index in functions.indices where functions[index].isBaseline {
      if let reference, validations[index].mean <= validations[reference].mean { continue }
      reference = index
    }
    var p = [Double?](repeating: nil, count: functions.count)
    var corrected = p
    if let reference {
      let found = functions.indices.filter { !functions[$0].isBaseline }
      let values = found.map { WelchTest(tests[$0], greaterThan: tests[reference]).p }
      for (place, value) in correctedByHolm(values).enumerated() {
        p[found[place]] = values[place]
        corrected[found[place]] = value
      }
    }
    let order = functions.indices.sorted { one, other in
      (tests[other].mean, one) < (tests[one].mean, other)
    }
    rows = order.map { index in
      Row(
        function: functions[index], isReference: index == reference,
        validation: validations[index].mean, test: tests[index].mean,
        deviation: tests[index].deviation,
        difference: reference.flatMap { $0 == index ? nil : tests[index].mean - tests[$0].mean },
        p: p[index], correctedP: corrected[index])
    }
  }
}
