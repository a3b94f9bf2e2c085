/// The error of a float32 value in units of its last place, against a double; 0 where both are
/// alike non-finite, infinite where only one is.
///
/// Below the normal range a value may be flushed or kept; at its upper end it may round to infinity.
func ulps(_ value: Float, _ exact: Double) -> Double {
  let rounded = Float(exact)
  if value == rounded || value.isNaN && rounded.isNaN { return 0 }
  if abs(exact) < 0x1p-126, abs(value) <= 0x1p-126 { return 0 }
  if isOverflow(value, exact) { return 0 }
  guard value.isFinite, rounded.isFinite else { return .infinity }
  return abs(Double(value) - exact) / Double(max(rounded.ulp, Float.leastNormalMagnitude.ulp))
}

/// The error of a derivative in units of 4 ulp or 4 * 2^-24, whichever is larger; 0 where both are
/// alike non-finite, infinite where only one is.
func derivativeError(_ derivative: Float, _ exact: Double) -> Double {
  let rounded = Float(exact)
  if derivative == rounded || derivative.isNaN && rounded.isNaN { return 0 }
  if isOverflow(derivative, exact) { return 0 }
  guard derivative.isFinite, rounded.isFinite else { return .infinity }
  return abs(Double(derivative) - exact) / (4 * max(Double(rounded.ulp), 0x1p-24))
}

/// Whether a float32 is on one side of its range's end and the exact number just on the other.
private func isOverflow(_ number: Float, _ exact: Double) -> Bool {
  guard exact.isFinite, (number < 0) == (exact < 0) else { return false }
  return number.isInfinite
    ? abs(exact) > 0x1.fffffdp127
    : abs(number) >= 0x1.fffffap127 && abs(exact) < 0x1.000002p128 && Float(exact).isInfinite
}
