import Foundation

/// The last lines that a child wrote to its standard error.
struct ErrorLines: Sendable {
  private static let lineLimit = 5
  private static let lengthLimit = 300

  private var lines: [String] = []
  private var rest = Data()

  /// Takes more output and gives the lines that are whole now.
  mutating func append(_ data: Data) -> [String] {
    rest += data
    var whole: [String] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      add(rest[..<end], to: &whole)
      rest = Data(rest[rest.index(after: end)...])
    }
    // A line without an end must not fill the memory.
    if rest.count > 1 << 16 {
      add(rest, to: &whole)
      rest = Data()
    }
    lines = Array((lines + whole).suffix(Self.lineLimit))
    return whole
  }

  /// The last lines as one.
  var last: String {
    let unfinished = String(decoding: rest.prefix(Self.lengthLimit), as: UTF8.self)
    let all = unfinished.isEmpty ? lines : lines + [unfinished]
    return all.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
      .filter { !$0.isEmpty }.joined(separator: " / ")
  }

  private func add(_ bytes: Data, to lines: inout [String]) {
    lines.append(String(decoding: bytes.prefix(Self.lengthLimit), as: UTF8.self))
  }
}
