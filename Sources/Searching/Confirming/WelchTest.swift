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
