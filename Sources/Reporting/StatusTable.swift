import Foundation
import JSON

/// Where a study stands, as rows in the order in which a person asks for them.
public struct StatusTable: Sendable {
  public private(set) var table = Table([.text("key"), .text("value")])

  private static let order = [
    "study", "phase", "settled", "budget", "search", "confirmation", "spectra", "time", "dataset",
    "network", "baselines", "against", "proposals", "sequence", "incarnation", "program", "id",
  ]

  /// Makes the table.
  ///
  /// - Parameters:
  ///   - status: as `status` gives it.
  ///   - isBrief: for a person: without the network's plan and without the counts of spectra that
  ///     nobody ordered, and the time as a date.
  public init(_ status: JSON, isBrief: Bool) {
    guard case .object(let members) = status else { return }
    let places = Dictionary(
      uniqueKeysWithValues: Self.order.enumerated().map { ($0.element, $0.offset) })
    // What a coordinator of a later version says besides comes last, by its keys.
    let sorted = members.sorted {
      (places[$0.key] ?? .max, $0.key) < (places[$1.key] ?? .max, $1.key)
    }
    for member in sorted {
      let rows = member.value.leaves(under: member.key)
      if isBrief {
        if member.key == "plan" { continue }
        if member.key == "spectra", rows.allSatisfy({ $0.1 == "0" }) { continue }
      }
      for (key, value) in rows {
        let isTime = isBrief && key == "time"
        table.add([.text(key), .text(isTime ? Self.date(value) : value)])
      }
    }
  }

  /// Milliseconds since 1970 as a date that people read.
  private static func date(_ milliseconds: String) -> String {
    guard let number = Double(milliseconds) else { return milliseconds }
    return Date(timeIntervalSince1970: number / 1_000).formatted(
      .iso8601.year().month().day().dateTimeSeparator(.space)
        .time(includingFractionalSeconds: false)) + " UTC"
  }
}

extension JSON {
  /// Every value that is neither list nor object, under its dotted keys, which are in alphabetical
  /// order.
  fileprivate func leaves(under path: String) -> [(String, String)] {
    switch self {
    case .object(let members):
      members.sorted { $0.key < $1.key }.flatMap { $0.value.leaves(under: path + "." + $0.key) }
    case .list(let elements):
      [(path, elements.map(\.word).joined(separator: " "))]
    case .text, .null, .flag, .whole, .number: [(path, word)]
    }
  }

  /// A value as a cell shows it.
  private var word: String {
    switch self {
    case .text(let text): text
    case .null: "-"
    default: description
    }
  }
}
