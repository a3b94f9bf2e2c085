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
  /// As an object for files and scripts; what is not finite is null.
  public var json: JSON {
    [
      "site": .text(site), "parameter": .whole(parameter), "count": .whole(count),
      "mean": .number(mean), "deviation": .number(deviation), "least": .number(least),
      "greatest": .number(greatest),
    ]
  }

  /// Reads what `json` gave, by its keys; null becomes not a number.
  public init?(_ json: JSON) {
    guard let site = json.text("site"), let parameter = json.whole("parameter"),
      let count = json.whole("count")
    else { return nil }
    self.init(
      site: site, parameter: Int(parameter), count: Int(count), mean: json.number("mean") ?? .nan,
      deviation: json.number("deviation") ?? .nan, least: json.number("least") ?? .nan,
      greatest: json.number("greatest") ?? .nan)
  }
}
