/// A function with the runs that confirm it.
public struct ConfirmedFunction: Hashable, Sendable {
  public let form: String
  public let isBaseline: Bool
  /// One run for each confirmation seed that was not given up.
  public let runs: [ConfirmationRun]
  /// How many runs were given up because the machinery failed; they count in nothing.
  public let quarantinedCount: Int

  public init(
    form: String, isBaseline: Bool, runs: [ConfirmationRun], quarantinedCount: Int = 0
  ) {
    self.form = form
    self.isBaseline = isBaseline
    self.runs = runs
    self.quarantinedCount = quarantinedCount
  }
}

/// One training of a function on a seed that the search never used.
public struct ConfirmationRun: Hashable, Sendable {
  /// The study's metric after the last epoch, on validation and on test data.
  public struct Values: Hashable, Sendable {
    public let validation: Double
    public let test: Double

    public init(validation: Double, test: Double) {
      self.validation = validation
      self.test = test
    }
  }

  public let seed: UInt64
  /// Nil when the function could not be trained with this seed.
  public let values: Values?

  public init(seed: UInt64, values: Values?) {
    self.seed = seed
    self.values = values
  }
}
