import Foundation

extension Double {
  /// The number with a fixed number of decimals.
  func fixed(_ decimals: Int) -> String { String(format: "%.\(decimals)f", self) }

  /// The number with at most six significant digits, zeros never negative.
  var short: String { String(format: "%.6g", self == 0 ? 0 : self) }
}
