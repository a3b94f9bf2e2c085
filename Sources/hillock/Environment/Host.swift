import Foundation

/// What the machine says about itself.
enum Host {
  /// The processor's model.
  static let processor: String = field("model name", of: "/proc/cpuinfo") ?? "unknown"

  /// The first value of a `key: value` line of a file of the system.
  static func field(_ key: String, of path: String) -> String? {
    guard let text = contents(path) else { return nil }
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, trimmed(parts[0]) == key { return trimmed(parts[1]) }
    }
    return nil
  }

  /// A file of the system without the white space around it; nil where it cannot be read.
  static func contents(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    text.trimmingCharacters(in: .whitespaces)
  }
}
