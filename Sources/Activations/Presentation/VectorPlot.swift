import Foundation

/// A plot of a function and its derivative as an SVG document.
public enum VectorPlot {
  private static let width = 640.0
  private static let height = 420.0
  private static let frame = (left: 56.0, right: 16.0, top: 40.0, bottom: 36.0)

  /// The document: f as a full line, f' as a dashed one, with axes, ticks and the expression.
  ///
  /// - Parameters:
  ///   - expression: what is drawn.
  ///   - domain: the inputs from the left to the right edge.
  /// - Returns: SVG text; values that are not finite or outside the window leave a gap.
  public static func text(
    of expression: Expression, over domain: ClosedRange<Double> = -5...5
  ) -> String {
    let curve = PlotCurve(expression, over: domain, count: 1201, withDerivative: true)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 420\" width=\"640\""
        + " height=\"420\" font-family=\"sans-serif\" font-size=\"12\">",
      "<rect width=\"640\" height=\"420\" fill=\"white\"/>",
      "<text x=\"56\" y=\"24\" font-family=\"monospace\" font-size=\"14\">\(expression)</text>",
    ]
    lines += axes(curve)
    lines += path(curve, \.derivative, "stroke=\"#d97706\" stroke-dasharray=\"5 4\"")
    lines += path(curve, \.value, "stroke=\"#1d4ed8\"")
    lines += legend + ["</svg>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static let legend = [
    "<text x=\"624\" y=\"16\" text-anchor=\"end\" fill=\"#1d4ed8\">f(x)</text>",
    "<text x=\"624\" y=\"32\" text-anchor=\"end\" fill=\"#d97706\">f'(x), dashed</text>",
  ]

  private static func axes(_ curve: PlotCurve) -> [String] {
    let bottom = number(height - frame.bottom)
    let right = number(width - frame.right)
    var lines: [String] = []
    for tick in PlotCurve.ticks(in: curve.domain) {
      let x = number(across(tick, curve))
      lines.append(rule(x, number(frame.top), x, bottom, isAxis: tick == 0))
      lines.append(
        "<text x=\"\(x)\" y=\"\(number(height - frame.bottom + 18))\" text-anchor=\"middle\">"
          + "\(PlotCurve.label(tick))</text>")
    }
    for tick in PlotCurve.ticks(in: curve.range) {
      let y = number(down(tick, curve))
      lines.append(rule(number(frame.left), y, right, y, isAxis: tick == 0))
      lines.append(
        "<text x=\"\(number(frame.left - 6))\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">"
          + "\(PlotCurve.label(tick))</text>")
    }
    return lines
  }

  private static func rule(
    _ x1: String, _ y1: String, _ x2: String, _ y2: String, isAxis: Bool
  ) -> String {
    "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\""
      + " stroke=\"\(isAxis ? "#6b7280" : "#e5e7eb")\"/>"
  }

  /// A polyline for each stretch of values inside the window.
  private static func path(
    _ curve: PlotCurve, _ height: KeyPath<PlotCurve.Sample, Double>, _ style: String
  ) -> [String] {
    let stretches = curve.samples.split { !curve.range.contains($0[keyPath: height]) }
    return stretches.map { stretch in
      let points = stretch.map { sample in
        number(across(sample.x, curve)) + "," + number(down(sample[keyPath: height], curve))
      }
      return "<polyline fill=\"none\" stroke-width=\"2\" \(style)"
        + " points=\"\(points.joined(separator: " "))\"/>"
    }
  }

  private static func across(_ x: Double, _ curve: PlotCurve) -> Double {
    let span = curve.domain.upperBound - curve.domain.lowerBound
    let share = (x - curve.domain.lowerBound) / span
    return frame.left + share * (width - frame.left - frame.right)
  }

  private static func down(_ value: Double, _ curve: PlotCurve) -> Double {
    let span = curve.range.upperBound - curve.range.lowerBound
    let share = (curve.range.upperBound - value) / span
    return frame.top + share * (height - frame.top - frame.bottom)
  }

  private static func number(_ pixels: Double) -> String { String(format: "%.1f", pixels) }
}
