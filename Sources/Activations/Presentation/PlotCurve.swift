import Foundation

/// A function sampled for a plot, and the window that shows it.
struct PlotCurve {
  struct Sample {
    let x: Double
    let value: Double
    let derivative: Double
  }

  let samples: [Sample]
  let domain: ClosedRange<Double>
  /// The values that are shown: those of the curve, but never more than six times as high as wide.
  let range: ClosedRange<Double>

  init(_ expression: Expression, over domain: ClosedRange<Double>, count: Int, withDerivative: Bool)
  {
    precondition(domain.lowerBound < domain.upperBound && count > 1, "\(domain), \(count) samples")
    let width = domain.upperBound - domain.lowerBound
    samples = (0..<count).map { index in
      let x = domain.lowerBound + width * Double(index) / Double(count - 1)
      let point = expression.point(x)
      return Sample(x: x, value: point.value, derivative: point.derivative)
    }
    self.domain = domain
    var shown = samples.map(\.value)
    if withDerivative { shown += samples.map(\.derivative) }
    let limit = 3 * width
    let finite = shown.filter { $0.isFinite && abs($0) <= limit }
    var least = Swift.min(finite.min() ?? -1, 0)
    var greatest = Swift.max(finite.max() ?? 1, 0)
    if greatest - least < 1e-9 { (least, greatest) = (least - 1, greatest + 1) }
    let margin = 0.04 * (greatest - least)
    range = (least - margin)...(greatest + margin)
  }

  /// A number for an axis: at most four significant digits, no trailing zeros.
  static func label(_ number: Double) -> String {
    String(format: "%.4g", number == 0 ? 0 : number)
  }
}
