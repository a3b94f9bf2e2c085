import Foundation
import Studies

/// The map of a study's functions as an SVG document: the evaluated ones coloured by the metric.
public struct MapPlot: Sendable {
  /// A function on the map.
  public struct Point: Sendable {
    let x: Double
    let y: Double
    /// The study's metric; nil while it is not evaluated.
    let value: Double?
    let name: String
    let isMarked: Bool

    public init(x: Double, y: Double, value: Double?, name: String, isMarked: Bool) {
      self.x = x
      self.y = y
      self.value = value
      self.name = name
      self.isMarked = isMarked
    }
  }

  private static let size = (width: 760.0, height: 640.0)
  private static let margin = 40.0
  /// From the worst result to the best.
  private static let scale: [(red: Double, green: Double, blue: Double)] = [
    (68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37),
  ]

  public let title: String
  public let points: [Point]
  private let metric: Metric
  private let across: ClosedRange<Double>
  private let down: ClosedRange<Double>

  public init(title: String, points: [Point], metric: Metric = .validationAccuracy) {
    self.metric = metric
    self.title = title
    self.points = points
    (across, down) = (Self.bounds(points.map(\.x)), Self.bounds(points.map(\.y)))
  }

  private static func bounds(_ values: [Double]) -> ClosedRange<Double> {
    (values.min() ?? 0)...(values.max() ?? 0)
  }

  /// The document: grey points first, then results, the best on top, and the ring.
  public var text: String {
    let (width, height) = (Int(Self.size.width), Int(Self.size.height))
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\""
        + " width=\"\(width)\" height=\"\(height)\" font-family=\"sans-serif\" font-size=\"12\">",
      "<rect width=\"\(width)\" height=\"\(height)\" fill=\"white\"/>",
      "<text x=\"40\" y=\"24\" font-family=\"monospace\" font-size=\"14\">\(Self.escaped(title))"
        + "</text>",
    ]
    for point in points where point.value == nil {
      lines.append(circle(point, radius: 1.4, fill: "#d1d5db"))
    }
    let evaluated = points.filter { $0.value != nil }
      .sorted { metric.isBetter($1.value ?? .nan, than: $0.value ?? .nan) }
    for (place, point) in evaluated.enumerated() {
      let share = Double(place) / Double(max(1, evaluated.count - 1))
      lines.append(circle(point, radius: 4, fill: Self.colour(share)))
    }
    for point in points where point.isMarked {
      lines.append(circle(point, radius: 9, fill: "none\" stroke=\"#dc2626\" stroke-width=\"2"))
    }
    lines.append(
      "<text x=\"40\" y=\"\(height - 12)\">\(points.count) functions; \(evaluated.count) evaluated, "
        + "dark for the worst, yellow for the best; point at one for its name</text>")
    lines.append("</svg>")
    return lines.joined(separator: "\n") + "\n"
  }

  private func circle(_ point: Point, radius: Double, fill: String) -> String {
    let result = point.value.map { " \($0.fixed(4))" } ?? ""
    return "<circle cx=\"\(x(point).fixed(1))\" cy=\"\(y(point).fixed(1))\""
      + " r=\"\(radius.fixed(1))\" fill=\"\(fill)\"><title>\(Self.escaped(point.name))\(result)"
      + "</title></circle>"
  }

  private func x(_ point: Point) -> Double {
    Self.margin + share(point.x, across) * (Self.size.width - 2 * Self.margin)
  }

  private func y(_ point: Point) -> Double {
    Self.size.height - Self.margin - share(point.y, down) * (Self.size.height - 2 * Self.margin)
  }

  private func share(_ value: Double, _ bounds: ClosedRange<Double>) -> Double {
    let length = bounds.upperBound - bounds.lowerBound
    return length > 0 ? (value - bounds.lowerBound) / length : 0.5
  }

  private static func colour(_ share: Double) -> String {
    let position = share * Double(scale.count - 1)
    let index = min(Int(position), scale.count - 2)
    let (one, other) = (scale[index], scale[index + 1])
    let part = position - Double(index)
    let mixed = [
      (one.red, other.red), (one.green, other.green), (one.blue, other.blue),
    ].map { Int(($0 + part * ($1 - $0)).rounded()) }
    return "rgb(\(mixed[0]),\(mixed[1]),\(mixed[2]))"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}
