/// The error of a float32 value in units of its last place, against a double; 0 where both are
/// alike non-finite.
func ulps(_ value: Float, _ exact: Double) -> Double {
  let rounded = Float(exact)
  if value == rounded || value.isNaN && rounded.isNaN { return 0 }
  let unit = max(rounded.ulp, Float.leastNormalMagnitude.ulp)
  return abs(Double(value) - exact)
    / Double(unit.isFinite ? unit : Float.greatestFiniteMagnitude.ulp)
}

/// The error of a derivative in units of 4 ulp or 4 * 2^-24, whichever is larger.
func derivativeError(_ derivative: Float, _ exact: Double) -> Double {
  let rounded = Float(exact)
  if derivative == rounded || derivative.isNaN && rounded.isNaN { return 0 }
  let unit = max(Double(rounded.ulp), 0x1p-24)
  return abs(Double(derivative) - exact) / (4 * unit)
}
