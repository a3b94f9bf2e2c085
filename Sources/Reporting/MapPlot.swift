import Drawing
import Studies

/// The map of a study's functions as an SVG document: the evaluated ones coloured by the
/// study's metric.
public struct MapPlot: Sendable {
  /// A function on the map.
  public struct Point: Sendable {
    let x: Double
    let y: Double
    /// Its value by the study's metric; nil while it is not evaluated.
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
  private let across: Scale
  private let up: Scale

  public init(title: String, points: [Point], metric: Metric = .validationAccuracy) {
    self.title = title
    self.points = points
    self.metric = metric
    func bounds(_ values: [Double]) -> ClosedRange<Double> {
      (values.min() ?? 0)...(values.max() ?? 0)
    }
    let margin = Self.margin
    across = .across(
      bounds(points.map(\.x)), from: margin, length: Self.size.width - 2 * margin)
    up = .up(bounds(points.map(\.y)), from: margin, length: Self.size.height - 2 * margin)
  }

  /// The document: grey points first, then results, the best on top, and the ring.
  public var text: String {
    var picture = Picture(width: Int(Self.size.width), height: Int(Self.size.height))
    picture.add(
      Picture.text(title, ["x": 40, "y": 24, "font-family": "monospace", "font-size": 14]))
    for point in points where point.value == nil {
      picture.add(circle(point, radius: 1.4, ["fill": "#d1d5db"]))
    }
    // From the worst to the best, equals in their order.
    let results = metric.ranked(points.filter { $0.value != nil }.reversed()) {
      $0.value ?? .nan
    }.reversed()
    for (place, point) in results.enumerated() {
      let share = Double(place) / Double(max(1, results.count - 1))
      picture.add(circle(point, radius: 4, ["fill": "\(Self.colour(share))"]))
    }
    for point in points where point.isMarked {
      picture.add(
        circle(point, radius: 9, ["fill": "none", "stroke": "#dc2626", "stroke-width": 2]))
    }
    picture.add(
      Picture.text(
        "\(points.count) functions; \(results.count) evaluated, dark for the worst, yellow for the "
          + "best; point at one for its name",
        ["x": 40, "y": .whole(Int(Self.size.height) - 12)]))
    return picture.text
  }

  private func circle(_ point: Point, radius: Double, _ style: Picture.Attributes) -> String {
    let result = point.value.map { " \($0.fixed(4))" } ?? ""
    return Picture.element(
      "circle",
      [("cx", .pixels(across(point.x))), ("cy", .pixels(up(point.y))), ("r", .pixels(radius))]
        + style.map { ($0.key, $0.value) }, content: Picture.title(point.name + result))
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
}
