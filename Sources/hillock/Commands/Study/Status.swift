import Storage
import ArgumentParser
import Foundation
import Studies

/// `hillock status`: where a study stands.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Says where a study stands.")

  @OptionGroup var source: LedgerSource
  @OptionGroup var output: FormatOption

  func run() async throws {
    let format = try output.resolved()
    let json = try await source.ask("status") { try $0.status().json }
    guard format != .json else { return try Console.print(json + "\n") }
    let status = try JSONDecoder().decode(JSON.self, from: Data(json.utf8))
    var table = Table([.text("key"), .text("value")])
    for (key, value) in status.leaves() { table.add([.text(key), .text(value)]) }
    try Console.print(format == .csv ? table.csv : table.text)
  }
}

extension JSON {
  /// Every value that is neither list nor object, under its dotted keys.
  fileprivate func leaves(under path: String = "") -> [(String, String)] {
    switch self {
    case .object(let members):
      members.flatMap { $0.value.leaves(under: path.isEmpty ? $0.key : path + "." + $0.key) }
    case .list(let elements): [(path, elements.map(\.description).joined(separator: " "))]
    case .text(let text): [(path, text)]
    case .null: [(path, "-")]
    case .flag, .whole, .number: [(path, description)]
    }
  }
}
