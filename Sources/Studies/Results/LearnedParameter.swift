import JSON

/// What became of a learnable parameter at one place of a network: how its numbers are spread there.
public struct LearnedParameter: Hashable, Sendable {
  /// The layer's name, such as `activation-2`.
  public let site: String
  /// Which of the function's parameters, in the order of its text; the first is 1.
  public let parameter: Int
  /// How many numbers there are: one for each channel, or one.
  public let count: Int
  public let mean: Double
  /// Of the population; 0 for one number.
  public let deviation: Double
  public let least: Double
  public let greatest: Double

  public init(
    site: String, parameter: Int, count: Int, mean: Double, deviation: Double, least: Double,
    greatest: Double
  ) {
    self.site = site
    self.parameter = parameter
    self.count = count
    self.mean = mean
    self.deviation = deviation
    self.least = least
    self.greatest = greatest
  }

  /// Sums up the numbers of a parameter at a site; at least one.
  public init(site: String, parameter: Int, numbers: [Double]) {
    precondition(!numbers.isEmpty, "no numbers of parameter \(parameter) at \(site)")
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.init(
      site: site, parameter: parameter, count: numbers.count, mean: mean,
      deviation: (squares / Double(numbers.count)).squareRoot(),
      least: numbers.reduce(.infinity, Swift.min),
      greatest: numbers.reduce(-.infinity, Swift.max))
  }
}

extension LearnedParameter {
  /// As a record for files and scripts; what is not finite is null, with a reason beside it.
  public var json: JSON {
    .object(
      [
        .init("site", .text(site)), .init("parameter", .whole(parameter)),
        .init("count", .whole(count)),
      ] + JSON.members("mean", mean) + JSON.members("deviation", deviation)
        + JSON.members("least", least) + JSON.members("greatest", greatest))
  }

  /// Reads what `json` gave.
  ///
  /// - Throws: the key that is missing or holds something else.
  public init(_ fields: JSONFields) throws(JSONFields.Damage) {
    self.init(
      site: try fields.text("site"), parameter: try fields.whole("parameter", in: 1...Int.max),
      count: try fields.whole("count", in: 1...Int.max), mean: try fields.measurement("mean"),
      deviation: try fields.measurement("deviation"), least: try fields.measurement("least"),
      greatest: try fields.measurement("greatest"))
  }
}
