/// A one-sided test of whether one mean is greater than another, variances unknown and unequal.
///
/// Source: Welch, Biometrika 34 (1947).
struct WelchTest {
  /// The difference of the means in standard errors.
  let t: Double
  /// Degrees of freedom by Welch and Satterthwaite; NaN when neither sample varies.
  let degrees: Double
  /// The probability of such a difference, or a greater one, between equal means.
  ///
  /// When neither sample varies it is 0, 1/2 or 1 as the first mean is greater, equal or less: the
  /// limits for vanishing variances. It is 1 when a sample has fewer than two values, for then
  /// nothing can be shown.
  let p: Double

  init(_ sample: Sample, greaterThan reference: Sample) {
    guard let variance = sample.variance, let other = reference.variance else {
      (t, degrees, p) = (.nan, .nan, 1)
      return
    }
    let difference = sample.mean - reference.mean
    let own = variance / Double(sample.count)
    let theirs = other / Double(reference.count)
    guard own + theirs > 0 else {
      t = difference == 0 ? 0 : difference > 0 ? .infinity : -.infinity
      degrees = .nan
      p = difference == 0 ? 0.5 : difference > 0 ? 0 : 1
      return
    }
    t = difference / (own + theirs).squareRoot()
    // As shares of the sum, so that tiny variances do not underflow when squared.
    let share = own / (own + theirs)
    degrees =
      1
      / (share * share / Double(sample.count - 1)
        + (1 - share) * (1 - share) / Double(reference.count - 1))
    p = StudentDistribution(degrees: degrees).upperTail(t)
  }
}

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

/// Corrects several p values by Holm's method.
///
/// The smallest of m is multiplied by m, the next by m - 1 and so on; each is at least as large as
/// the one before and at most 1. A rejection of all below a level then errs anywhere with at most
/// that probability. The order of the values is kept.
/// Source: Holm, Scandinavian Journal of Statistics 6 (1979).
func correctedByHolm(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  var corrected = values
  var floor = 0.0
  for (rank, index) in order.enumerated() {
    floor = max(floor, min(1, Double(values.count - rank) * values[index]))
    corrected[index] = floor
  }
  return corrected
}
