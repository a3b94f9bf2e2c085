import Foundation

/// Student's t-distribution.
struct StudentDistribution {
  /// Degrees of freedom, above 0, not necessarily whole.
  let degrees: Double

  /// The probability that a draw is larger than `t`.
  ///
  /// For t >= 0 it is half the regularised incomplete beta function I_x(degrees/2, 1/2) at
  /// x = degrees / (degrees + t^2) (Abramowitz, Stegun 26.7.1), good to 1e-10 relative for up to
  /// 20,000 degrees of freedom. Infinite t gives 0 or 1; a t that is not a number stays so.
  func upperTail(_ t: Double) -> Double {
    guard !t.isNaN else { return .nan }
    guard t.isFinite else { return t > 0 ? 0 : 1 }
    let square = t * t
    let x = degrees / (degrees + square)
    let rest = square / (degrees + square)
    let half = incompleteBeta(degrees / 2, 0.5, x: x, complement: rest) / 2
    return t >= 0 ? half : 1 - half
  }
}

/// The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1.
///
/// The complement 1 - x comes separately, so that no digits of a small one are lost. The continued
/// fraction converges fast below (a + 1) / (a + b + 2); beyond it, I_x(a, b) = 1 - I_{1-x}(b, a).
private func incompleteBeta(_ a: Double, _ b: Double, x: Double, complement: Double) -> Double {
  guard x > 0 else { return 0 }
  guard complement > 0 else { return 1 }
  if x > (a + 1) / (a + b + 2) {
    return 1 - incompleteBeta(b, a, x: complement, complement: x)
  }
  // log1p keeps the digits of a power close to 1: a * log(1 - c) for a small complement c.
  let logX = complement < 0.5 ? log1p(-complement) : log(x)
  let logComplement = x < 0.5 ? log1p(-x) : log(complement)
  let front = exp(a * logX + b * logComplement - logBeta(a, b))
  return front * betaFraction(a, b, x) / a
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
private func betaFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
  func guarded(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
  var numerator = 1.0
  var denominator = 1 / guarded(1 - (a + b) * x / (a + 1))
  var fraction = denominator
  // Far more than ever needed: about sqrt(max(a, b)) rounds converge.
  for round in 1...10_000 {
    let m = Double(round)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    denominator = 1 / guarded(1 + even * denominator)
    numerator = guarded(1 + even / numerator)
    fraction *= denominator * numerator
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    denominator = 1 / guarded(1 + odd * denominator)
    numerator = guarded(1 + odd / numerator)
    let change = denominator * numerator
    fraction *= change
    if abs(change - 1) < 1e-16 { break }
  }
  return fraction
}

private func logBeta(_ a: Double, _ b: Double) -> Double {
  logGamma(a) + logGamma(b) - logGamma(a + b)
}

private func logGamma(_ value: Double) -> Double { lgamma(value).0 }
