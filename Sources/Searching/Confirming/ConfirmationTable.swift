import Studies

/// What confirmation shows: each function against the baseline that is best on validation.
///
/// A function *beats* that reference when a one-sided Welch test on the metric's test values gives
/// p < 0.05 after Holm's correction, in the metric's direction. The correction covers the functions that the search found;
/// baselines are shown for comparison and are not tested. A run that could not be trained counts
/// with what the metric says of it (guessing), in every mean and in the test, and is shown.
public struct ConfirmationTable: Hashable, Sendable {
  /// One function.
  public struct Row: Hashable, Sendable {
    public let function: ConfirmedFunction
    /// Whether this is the baseline that the others are compared with.
    public let isReference: Bool
    /// Mean on the validation data.
    public let validation: Double
    /// Mean on the test data.
    public let test: Double
    /// Sample standard deviation on the test data; nil for a single run.
    public let deviation: Double?
    /// Mean on the test data less that of the reference; nil without a reference and for itself.
    public let difference: Double?
    /// One-sided p value before correction; nil for baselines and without a reference.
    public let p: Double?
    /// The p value after Holm's correction.
    public let correctedP: Double?

    /// Whether the function is shown to be better than the reference.
    public var beats: Bool { correctedP.map { $0 < ConfirmationTable.level } ?? false }
    /// How many runs could not be trained.
    public var infeasibleCount: Int { function.runs.count { $0.values == nil } }
  }

  /// The corrected p value below which a function beats the reference.
  public static let level = 0.05

  /// What the functions were compared by.
  public let metric: Metric

  /// The functions by their mean on the test data, best first; equals in the order given.
  public let rows: [Row]

  /// The functions of which every run was given up, so that nothing can be said of them.
  public let unconfirmed: [String]

  /// The best baseline by its mean on the validation data, the first of equals; nil without baselines.
  public var reference: Row? { rows.first(where: \.isReference) }

  /// Compares functions.
  ///
  /// - Parameters:
  ///   - functions: what was retrained, baselines among them.
  ///   - metric: what they are compared by.
  ///   - chance: what a run counts as that could not be trained, in the metric's unit.
  public init(
    _ functions: [ConfirmedFunction], metric: Metric = .validationAccuracy, chance: Double
  ) {
    self.metric = metric
    unconfirmed = functions.filter(\.runs.isEmpty).map(\.form)
    let functions = functions.filter { !$0.runs.isEmpty }
    let validations = functions.map { function in
      Sample(function.runs.map { $0.values?.validation ?? chance })
    }
    let tests = functions.map { function in
      Sample(function.runs.map { $0.values?.test ?? chance })
    }
    var reference: Int?
    for index in functions.indices where functions[index].isBaseline {
      if let reference,
        !metric.isBetter(validations[index].mean, than: validations[reference].mean)
      {
        continue
      }
      reference = index
    }
    var p = [Double?](repeating: nil, count: functions.count)
    var corrected = p
    if let reference {
      let found = functions.indices.filter { !functions[$0].isBaseline }
      let values = found.map { place in
        switch metric.direction {
        case .largerIsBetter: WelchTest(tests[place], greaterThan: tests[reference]).p
        case .smallerIsBetter: WelchTest(tests[reference], greaterThan: tests[place]).p
        }
      }
      for (place, value) in correctedByHolm(values).enumerated() {
        p[found[place]] = values[place]
        corrected[found[place]] = value
      }
    }
    let order = metric.ranked(Array(functions.indices)) { tests[$0].mean }
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
