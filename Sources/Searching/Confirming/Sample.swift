/// What is known of a mean from a few runs.
struct Sample {
  let count: Int
  let mean: Double
  /// Unbiased variance; nil for fewer than two values.
  let variance: Double?

  /// The sample of at least one value.
  init(_ values: [Double]) {
    precondition(!values.isEmpty, "a mean needs at least one value")
    count = values.count
    // Relative to the first value, equal values have exactly that mean and no variance.
    let origin = values[0]
    let mean = origin + values.reduce(0) { $0 + ($1 - origin) } / Double(values.count)
    self.mean = mean
    variance =
      values.count < 2
      ? nil
      : values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  /// Sample standard deviation; nil for fewer than two values.
  var deviation: Double? { variance?.squareRoot() }
}
