/// A plot of a function in a terminal, drawn in braille dots.
public enum TerminalPlot {
  /// The plot as lines of text, each ended by a newline.
  ///
  /// - Parameters:
  ///   - expression: what is drawn.
  ///   - domain: the inputs from the left to the right edge.
  ///   - columns: the width of the drawing in characters, without the labels; at least 10.
  ///   - rows: its height; at least 3.
  /// - Returns: the drawing with its axes, labelled with least and greatest value and input. Values
  ///   that are not finite or outside the window leave a gap.
  public static func text(
    of expression: Expression, over domain: ClosedRange<Double> = -5...5, columns: Int = 64,
    rows: Int = 16
  ) -> String {
    precondition(columns >= 10 && rows >= 3, "\(columns) columns, \(rows) rows")
    let curve = PlotCurve(
      expression, over: domain, count: 8 * columns, withDerivative: false)
    var canvas = BrailleCanvas(columns: columns, rows: rows)
    let height = curve.range.upperBound - curve.range.lowerBound
    let width = domain.upperBound - domain.lowerBound
    var last: (column: Int, row: Int)?
    for sample in curve.samples {
      guard curve.range.contains(sample.value) else {
        last = nil
        continue
      }
      let across = (sample.x - domain.lowerBound) / width
      let down = (curve.range.upperBound - sample.value) / height
      let dot = (
        column: Int(across * Double(2 * columns - 1) + 0.5),
        row: Int(down * Double(4 * rows - 1) + 0.5)
      )
      canvas.line(from: last ?? dot, to: dot)
      last = dot
    }
    let originColumn = Int(-domain.lowerBound / width * Double(columns))
    let originRow = Int(curve.range.upperBound / height * Double(rows))
    return framed(
      canvas.lines(axisColumn: originColumn, axisRow: originRow), curve, zeroRow: originRow)
  }

  private static func framed(_ lines: [String], _ curve: PlotCurve, zeroRow: Int) -> String {
    let top = PlotCurve.label(curve.range.upperBound)
    let bottom = PlotCurve.label(curve.range.lowerBound)
    let margin = Swift.max(top.count, bottom.count)
    func padded(_ label: String) -> String {
      String(repeating: " ", count: margin - label.count) + label
    }
    var text = ""
    for (index, line) in lines.enumerated() {
      let label =
        index == 0 ? top : index == lines.count - 1 ? bottom : index == zeroRow ? "0" : ""
      text += padded(label) + " " + line + "\n"
    }
    let left = PlotCurve.label(curve.domain.lowerBound)
    let right = PlotCurve.label(curve.domain.upperBound)
    let width = lines.first?.count ?? 0
    let gap = String(repeating: " ", count: Swift.max(1, width - left.count - right.count))
    return text + padded("") + " " + left + gap + right + "\n"
  }
}

/// A grid of characters, each of 2 x 4 dots.
struct BrailleCanvas {
  private let columns: Int
  private let rows: Int
  private var cells: [UInt32]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [UInt32](repeating: 0, count: columns * rows)
  }

  /// Sets the dots between two dots, both included; dots outside the canvas are left out.
  mutating func line(from start: (column: Int, row: Int), to end: (column: Int, row: Int)) {
    let steps = Swift.max(1, abs(end.column - start.column), abs(end.row - start.row))
    for step in 0...steps {
      set(
        start.column + (end.column - start.column) * step / steps,
        start.row + (end.row - start.row) * step / steps)
    }
  }

  /// The characters; cells without a dot show the axes that pass through them.
  func lines(axisColumn: Int, axisRow: Int) -> [String] {
    (0..<rows).map { row in
      var line = ""
      for column in 0..<columns {
        let dots = cells[row * columns + column]
        if dots != 0, let scalar = UnicodeScalar(0x2800 + dots) {
          line.unicodeScalars.append(scalar)
        } else if column == axisColumn {
          line += row == axisRow ? "┼" : "│"
        } else {
          line += row == axisRow ? "─" : " "
        }
      }
      return line
    }
  }

  /// Braille numbers its dots down the left column, then the right one, the lowest row last.
  private static let bits: [[UInt32]] = [
    [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
  ]

  private mutating func set(_ column: Int, _ row: Int) {
    guard (0..<2 * columns).contains(column), (0..<4 * rows).contains(row) else { return }
    cells[row / 4 * columns + column / 2] |= BrailleCanvas.bits[row % 4][column % 2]
  }
}
