import Foundation

/// Curves with bands around them as an SVG document.
public struct LineChart: Sendable {
  /// A curve.
  public struct Series: Sendable {
    public let name: String
    public let points: [Standing.Point]

    public init(name: String, points: [Standing.Point]) {
      self.name = name
      self.points = points
    }
  }

  /// A level across the whole chart.
  public struct Level: Sendable {
    public let name: String
    public let value: Double

    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  private static let size = (width: 860.0, height: 480.0)
  private static let frame = (left: 64.0, right: 200.0, top: 40.0, bottom: 48.0)
  private static let colours = [
    "#6b7280", "#111827", "#1d4ed8", "#0891b2", "#7c3aed", "#15803d", "#65a30d", "#a16207",
    "#dc2626", "#db2777", "#ea580c",
  ]
  private static let dashes = ["", " stroke-dasharray=\"7 3\"", " stroke-dasharray=\"2 3\""]

  public let title: String
  public let across: String
  public let series: [Series]
  public let levels: [Level]

  public init(title: String, across: String, series: [Series], levels: [Level] = []) {
    precondition(
      series.allSatisfy { !$0.points.isEmpty } && !series.isEmpty, "a chart needs points")
    self.title = title
    self.across = across
    self.series = series
    self.levels = levels
  }

  /// The chart as a document.
  ///
  /// What is below the window, as the first few evaluations may be, is cut off.
  public var text: String {
    let (width, height) = (Int(Self.size.width), Int(Self.size.height))
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\""
        + " width=\"\(width)\" height=\"\(height)\" font-family=\"sans-serif\" font-size=\"12\">",
      "<rect width=\"\(width)\" height=\"\(height)\" fill=\"white\"/>",
      "<text x=\"64\" y=\"24\" font-size=\"14\">\(Self.escaped(title))</text>",
      "<clipPath id=\"window\"><rect x=\"\(Self.number(Self.frame.left))\""
        + " y=\"\(Self.number(Self.frame.top))\" width=\"\(Self.number(innerWidth))\""
        + " height=\"\(Self.number(innerHeight))\"/></clipPath>",
    ]
    lines += axes
    lines.append("<g clip-path=\"url(#window)\">")
    for index in series.indices { lines.append(band(index)) }
    for index in series.indices { lines.append(curve(index)) }
    lines += ["</g>"] + levels.map(rule) + legend + ["</svg>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var innerWidth: Double { Self.size.width - Self.frame.left - Self.frame.right }
  private var innerHeight: Double { Self.size.height - Self.frame.top - Self.frame.bottom }

  private var last: Double { Double(series.flatMap { $0.points.map(\.evaluations) }.max() ?? 1) }

  /// From the least curve's value after a tenth of the way to the greatest value.
  private var window: ClosedRange<Double> {
    let low = series.map { $0.points[$0.points.count / 10].low }.min() ?? 0
    let high =
      (series.flatMap { $0.points.map(\.high) } + levels.map(\.value)).max() ?? 1
    let margin = max(0.03 * (high - low), 1e-6)
    return low - margin...high + margin
  }

  private func x(_ evaluations: Double) -> Double {
    Self.frame.left + (evaluations - 1) / max(1, last - 1) * innerWidth
  }

  private func y(_ value: Double) -> Double {
    let window = window
    return Self.frame.top + (window.upperBound - value)
      / (window.upperBound - window.lowerBound) * innerHeight
  }

  private func style(_ index: Int) -> (colour: String, dash: String) {
    let colours = Self.colours
    return (
      colours[index % colours.count], Self.dashes[index / colours.count % Self.dashes.count]
    )
  }

  private func band(_ index: Int) -> String {
    let points = series[index].points
    let upper = points.map { (Double($0.evaluations), $0.high) }
    let lower = points.reversed().map { (Double($0.evaluations), $0.low) }
    return "<polygon fill=\"\(style(index).colour)\" fill-opacity=\"0.12\""
      + " points=\"\(path(upper + lower))\"/>"
  }

  private func curve(_ index: Int) -> String {
    let (colour, dash) = style(index)
    let points = series[index].points.map { (Double($0.evaluations), $0.mean) }
    return "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.8\"\(dash)"
      + " points=\"\(path(points))\"/>"
  }

  private func path(_ points: [(Double, Double)]) -> String {
    let window = window
    let scale = innerHeight / (window.upperBound - window.lowerBound)
    return points.map { point in
      let down = Self.frame.top + (window.upperBound - point.1) * scale
      return Self.number(x(point.0)) + "," + Self.number(down)
    }.joined(separator: " ")
  }

  private func rule(_ level: Level) -> String {
    let height = Self.number(y(level.value))
    return "<line x1=\"\(Self.number(Self.frame.left))\" x2=\"\(Self.number(x(last)))\""
      + " y1=\"\(height)\" y2=\"\(height)\" stroke=\"#9ca3af\" stroke-dasharray=\"4 4\"/>"
      + "<text x=\"\(Self.number(x(last) - 4))\" y=\"\(height)\" dy=\"-4\" text-anchor=\"end\""
      + " fill=\"#6b7280\">\(Self.escaped(level.name))</text>"
  }

  private var axes: [String] {
    let bottom = Self.size.height - Self.frame.bottom
    var lines: [String] = []
    let across = Self.ticks(in: 0...last)
    for tick in across.places where tick >= 1 {
      let place = Self.number(x(tick))
      lines.append(
        "<line x1=\"\(place)\" x2=\"\(place)\" y1=\"\(Self.number(Self.frame.top))\""
          + " y2=\"\(Self.number(bottom))\" stroke=\"#e5e7eb\"/>"
          + "<text x=\"\(place)\" y=\"\(Self.number(bottom + 18))\" text-anchor=\"middle\">"
          + "\(across.label(tick))</text>")
    }
    let up = Self.ticks(in: window)
    for tick in up.places {
      let place = Self.number(y(tick))
      lines.append(
        "<line x1=\"\(Self.number(Self.frame.left))\" x2=\"\(Self.number(x(last)))\""
          + " y1=\"\(place)\" y2=\"\(place)\" stroke=\"#e5e7eb\"/>"
          + "<text x=\"\(Self.number(Self.frame.left - 6))\" y=\"\(place)\" dy=\"4\""
          + " text-anchor=\"end\">\(up.label(tick))</text>")
    }
    let middle = Self.number(Self.frame.left + innerWidth / 2)
    lines.append(
      "<text x=\"\(middle)\" y=\"\(Self.number(bottom + 38))\" text-anchor=\"middle\">"
        + "\(Self.escaped(self.across))</text>")
    return lines
  }

  /// Names beside the chart, in the order in which the curves end, the best one first.
  private var legend: [String] {
    let order = series.indices.sorted { a, b in
      (series[b].points.last?.mean ?? 0, a) < (series[a].points.last?.mean ?? 0, b)
    }
    return order.enumerated().map { place, index in
      let (colour, dash) = style(index)
      let left = Self.size.width - Self.frame.right + 12
      let height = Self.frame.top + 8 + 17 * Double(place)
      return "<line x1=\"\(Self.number(left))\" x2=\"\(Self.number(left + 26))\""
        + " y1=\"\(Self.number(height))\" y2=\"\(Self.number(height))\" stroke=\"\(colour)\""
        + " stroke-width=\"1.8\"\(dash)/>"
        + "<text x=\"\(Self.number(left + 32))\" y=\"\(Self.number(height))\" dy=\"4\">"
        + "\(Self.escaped(series[index].name))</text>"
    }
  }

  /// Numbers along an axis, all written with as many digits as they need.
  private struct Ticks {
    let places: [Double]
    let digits: Int

    func label(_ place: Double) -> String { String(format: "%.\(digits)f", place) }
  }

  /// Round numbers inside a range, four to nine of them.
  private static func ticks(in range: ClosedRange<Double>) -> Ticks {
    let raw = (range.upperBound - range.lowerBound) / 6
    let magnitude = pow(10, log10(raw).rounded(.down))
    let step = [1, 2, 5, 10].map { $0 * magnitude }.first { $0 >= raw } ?? raw
    let first = (range.lowerBound / step).rounded(.up)
    let last = (range.upperBound / step).rounded(.down)
    return Ticks(
      places: stride(from: first, through: last, by: 1).map { $0 * step },
      digits: max(0, Int(-log10(step * 1.000_001).rounded(.down))))
  }

  private static func number(_ pixels: Double) -> String { String(format: "%.1f", pixels) }

  private static func escaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      default: String(character)
      }
    }.joined()
  }
}
