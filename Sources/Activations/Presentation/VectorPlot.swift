import Drawing

/// A plot of a function and its derivative as an SVG document.
public enum VectorPlot {
  private static let size = (width: 640, height: 420)
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
    let across = Scale.across(
      curve.domain, from: frame.left, length: Double(size.width) - frame.left - frame.right)
    let up = Scale.up(
      curve.range, from: frame.top, length: Double(size.height) - frame.top - frame.bottom)
    var picture = Picture(width: size.width, height: size.height)
    picture.add(
      Picture.text(
        "\(expression)", ["x": 56, "y": 24, "font-family": "monospace", "font-size": 14]))
    addAxes(across, up, to: &picture)
    for (height, stroke, dashes) in [
      (\PlotCurve.Sample.derivative, "#d97706", true), (\.value, "#1d4ed8", false),
    ] {
      // A polyline for each stretch of values inside the window.
      for stretch in curve.samples.split(whereSeparator: {
        !curve.range.contains($0[keyPath: height])
      }) {
        let points = Picture.points(
          stretch.map { (x: across($0.x), y: up($0[keyPath: height])) })
        picture.add(
          dashes
            ? Picture.element(
              "polyline",
              [
                "fill": "none", "stroke-width": 2, "stroke": "\(stroke)",
                "stroke-dasharray": "5 4", "points": points,
              ])
            : Picture.element(
              "polyline",
              ["fill": "none", "stroke-width": 2, "stroke": "\(stroke)", "points": points]))
      }
    }
    picture.add(
      Picture.text("f(x)", ["x": 624, "y": 16, "text-anchor": "end", "fill": "#1d4ed8"]))
    picture.add(
      Picture.text("f'(x), dashed", ["x": 624, "y": 32, "text-anchor": "end", "fill": "#d97706"]))
    return picture.text
  }

  private static func addAxes(_ across: Scale, _ up: Scale, to picture: inout Picture) {
    let (bottom, right) = (up.start + up.length, across.start + across.length)
    func rule(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double), isAxis: Bool) {
      picture.add(
        Picture.element(
          "line",
          [
            "x1": .pixels(from.x), "y1": .pixels(from.y), "x2": .pixels(to.x), "y2": .pixels(to.y),
            "stroke": isAxis ? "#6b7280" : "#e5e7eb",
          ]))
    }
    for tick in Ticks(in: across.domain).places {
      let x = across(tick)
      rule((x, up.start), (x, bottom), isAxis: tick == 0)
      picture.add(
        Picture.text(
          PlotCurve.label(tick),
          ["x": .pixels(x), "y": .pixels(bottom + 18), "text-anchor": "middle"]))
    }
    for tick in Ticks(in: up.domain).places {
      let y = up(tick)
      rule((across.start, y), (right, y), isAxis: tick == 0)
      picture.add(
        Picture.text(
          PlotCurve.label(tick),
          ["x": .pixels(across.start - 6), "y": .pixels(y), "dy": 4, "text-anchor": "end"]))
    }
  }
}
