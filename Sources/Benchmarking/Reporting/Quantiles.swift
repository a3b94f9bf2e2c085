/// The middle of some numbers, of which infinite ones stand for what never happened.
public struct Quantiles: Hashable, Sendable {
  public let lower: Double
  public let median: Double
  public let upper: Double

  /// Quartiles by linear interpolation between the two nearest ranks; infinite where a rank that
  /// takes part is infinite.
  public init(_ numbers: [Double]) {
    precondition(!numbers.isEmpty, "no numbers have no quartiles")
    let sorted = numbers.sorted()
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let (low, rest) = (Int(place), place - Double(Int(place)))
      guard rest > 0 else { return sorted[low] }
      // An infinite number times nothing would be no number.
      return sorted[low].isInfinite || sorted[low + 1].isInfinite
        ? .infinity : sorted[low] + rest * (sorted[low + 1] - sorted[low])
    }
    lower = quantile(0.25)
    median = quantile(0.5)
    upper = quantile(0.75)
  }
}
