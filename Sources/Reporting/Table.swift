import Foundation
import JSON

/// Rows under named columns, for a terminal or as CSV.
public struct Table: Sendable {
  /// A column: its name in JSON style, and how its cells are aligned.
  public struct Column: Sendable {
    public let name: String
    /// The heading on a terminal.
    public let heading: String
    public let isNumber: Bool

    public static func text(_ name: String, _ heading: String? = nil) -> Column {
      Column(name: name, heading: heading ?? name, isNumber: false)
    }

    public static func number(_ name: String, _ heading: String? = nil) -> Column {
      Column(name: name, heading: heading ?? name, isNumber: true)
    }
  }

  /// A cell: what a terminal shows, and the full value for CSV.
  public struct Cell: Sendable {
    public let shown: String
    public let value: String

    public init(shown: String, value: String) {
      self.shown = shown
      self.value = value
    }

    public static func text(_ text: String) -> Cell { Cell(shown: text, value: text) }
    public static func whole(_ value: Int) -> Cell { .text("\(value)") }

    /// A number with so many decimals on a terminal; nothing where it is not finite.
    public static func number(_ value: Double?, decimals: Int = 4) -> Cell {
      guard let value, value.isFinite else { return Cell(shown: "-", value: "") }
      return Cell(shown: value.fixed(decimals), value: JSON.number(value).description)
    }

    /// A number with all its digits; what is not finite is `nan`, `inf` or `-inf`.
    public static func exact(_ value: Double) -> Cell {
      if let word = value.nonFiniteWord { return .text(word) }
      return .text(JSON.number(value == 0 ? 0 : value).description)
    }
  }

  public let columns: [Column]
  public private(set) var rows: [[Cell]] = []

  public init(_ columns: [Column]) { self.columns = columns }

  public mutating func add(_ cells: [Cell]) {
    precondition(
      cells.count == columns.count, "\(cells.count) cells in \(columns.count) columns")
    rows.append(cells)
  }

  /// The table for a terminal: columns two spaces apart, numbers to the right, no line of headings
  /// where all are empty.
  public var text: String {
    let headings = columns.map(\.heading)
    let hasHeading = headings.contains { !$0.isEmpty }
    let lines = (hasHeading ? [headings] : []) + rows.map { $0.map(\.shown) }
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      var text = ""
      for (index, cell) in line.enumerated() {
        let gap = String(repeating: " ", count: widths[index] - cell.count)
        text += (index > 0 ? "  " : "") + (columns[index].isNumber ? gap + cell : cell + gap)
      }
      return String(text.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  /// The table as CSV (RFC 4180, but lines end in a newline only).
  public var csv: String {
    ([columns.map(\.name)] + rows.map { $0.map(\.value) }).map { line in
      line.map(Self.escaped).joined(separator: ",") + "\n"
    }.joined()
  }

  private static func escaped(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}

extension Double {
  /// The number with a fixed number of decimals.
  public func fixed(_ decimals: Int) -> String { String(format: "%.\(decimals)f", self) }

  /// The number with at most six significant digits, zeros never negative.
  public var short: String { String(format: "%.6g", self == 0 ? 0 : self) }
}
