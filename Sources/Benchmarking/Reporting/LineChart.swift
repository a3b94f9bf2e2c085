import Drawing

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
  private static let dashes: [String?] = [nil, "7 3", "2 3"]

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
    let (across, up) = (acrossScale, upScale)
    var picture = Picture(width: Int(Self.size.width), height: Int(Self.size.height))
    picture.add(Picture.text(title, ["x": 64, "y": 24, "font-size": 14]))
    picture.add(
      Picture.element(
        "clipPath", ["id": "window"],
        content: Picture.element(
          "rect",
          [
            "x": .pixels(across.start), "y": .pixels(up.start), "width": .pixels(across.length),
            "height": .pixels(up.length),
          ])))
    addAxes(across, up, to: &picture)
    picture.add("<g clip-path=\"url(#window)\">")
    for (index, series) in series.enumerated() {
      let upper = series.points.map { (x: across(Double($0.evaluations)), y: up($0.high)) }
      let lower = series.points.reversed().map {
        (x: across(Double($0.evaluations)), y: up($0.low))
      }
      picture.add(
        Picture.element(
          "polygon",
          [
            "fill": "\(colour(index))", "fill-opacity": "0.12",
            "points": Picture.points(upper + lower),
          ]))
    }
    for (index, series) in series.enumerated() {
      let points = series.points.map { (x: across(Double($0.evaluations)), y: up($0.mean)) }
      picture.add(
        line("polyline", index, [("fill", "none")], [("points", Picture.points(points))]))
    }
    picture.add("</g>")
    for level in levels { addRule(level, across, up, to: &picture) }
    addLegend(to: &picture)
    return picture.text
  }

  private var last: Double { Double(series.flatMap { $0.points.map(\.evaluations) }.max() ?? 1) }

  private var acrossScale: Scale {
    .across(
      1...max(2, last), from: Self.frame.left,
      length: Self.size.width - Self.frame.left - Self.frame.right)
  }

  /// From the least curve's value after a tenth of the way to the greatest value.
  private var upScale: Scale {
    let low = series.map { $0.points[$0.points.count / 10].low }.min() ?? 0
    let high =
      (series.flatMap { $0.points.map(\.high) } + levels.map(\.value)).max() ?? 1
    let margin = max(0.03 * (high - low), 1e-6)
    return .up(
      low - margin...high + margin, from: Self.frame.top,
      length: Self.size.height - Self.frame.top - Self.frame.bottom)
  }

  private func colour(_ index: Int) -> String { Self.colours[index % Self.colours.count] }

  /// A line of a curve's colour and dashes, with attributes before and after them.
  private func line(
    _ name: String, _ index: Int, _ before: [(String, Picture.Value)],
    _ after: [(String, Picture.Value)]
  ) -> String {
    let dashes = Self.dashes[index / Self.colours.count % Self.dashes.count]
    return Picture.element(
      name,
      before + [("stroke", "\(colour(index))"), ("stroke-width", "1.8")]
        + (dashes.map { [("stroke-dasharray", "\($0)")] } ?? []) + after)
  }

  private func addRule(
    _ level: Level, _ across: Scale, _ up: Scale, to picture: inout Picture
  ) {
    let (height, right) = (Picture.Value.pixels(up(level.value)), across(last))
    picture.add(
      Picture.element(
        "line",
        [
          "x1": .pixels(across.start), "x2": .pixels(right), "y1": height, "y2": height,
          "stroke": "#9ca3af", "stroke-dasharray": "4 4",
        ]),
      Picture.text(
        level.name,
        [
          "x": .pixels(right - 4), "y": height, "dy": "-4", "text-anchor": "end",
          "fill": "#6b7280",
        ]))
  }

  private func addAxes(_ across: Scale, _ up: Scale, to picture: inout Picture) {
    let (bottom, right) = (up.start + up.length, across(last))
    let columns = Ticks(in: 0...last)
    for tick in columns.places where tick >= 1 {
      let place = Picture.Value.pixels(across(tick))
      picture.add(
        Picture.element(
          "line",
          [
            "x1": place, "x2": place, "y1": .pixels(up.start), "y2": .pixels(bottom),
            "stroke": "#e5e7eb",
          ]),
        Picture.text(
          columns.label(tick), ["x": place, "y": .pixels(bottom + 18), "text-anchor": "middle"]))
    }
    let rows = Ticks(in: up.domain)
    for tick in rows.places {
      let place = Picture.Value.pixels(up(tick))
      picture.add(
        Picture.element(
          "line",
          [
            "x1": .pixels(across.start), "x2": .pixels(right), "y1": place, "y2": place,
            "stroke": "#e5e7eb",
          ]),
        Picture.text(
          rows.label(tick),
          ["x": .pixels(across.start - 6), "y": place, "dy": 4, "text-anchor": "end"]))
    }
    picture.add(
      Picture.text(
        self.across,
        [
          "x": .pixels(across.start + across.length / 2), "y": .pixels(bottom + 38),
          "text-anchor": "middle",
        ]))
  }

  /// Names beside the chart, in the order in which the curves end, the best one first.
  private func addLegend(to picture: inout Picture) {
    let order = series.indices.sorted { a, b in
      (series[b].points.last?.mean ?? 0, a) < (series[a].points.last?.mean ?? 0, b)
    }
    let left = Self.size.width - Self.frame.right + 12
    for (place, index) in order.enumerated() {
      let height = Picture.Value.pixels(Self.frame.top + 8 + 17 * Double(place))
      picture.add(
        line(
          "line", index,
          [
            ("x1", .pixels(left)), ("x2", .pixels(left + 26)), ("y1", height), ("y2", height),
          ], []),
        Picture.text(series[index].name, ["x": .pixels(left + 32), "y": height, "dy": 4]))
    }
  }
}
