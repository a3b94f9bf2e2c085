import Foundation

/// What the system says about a process, from `/proc/PID/status`.
struct ProcessStatus: Sendable {
  /// Its own memory in MiB: resident pages that belong to no file.
  ///
  /// Data sets are files in memory that all slots share; no slot is charged for them.
  let memory: Int
  /// Whether it has ended and was not waited for.
  let isZombie: Bool

  /// Reads the system's text; a field that is missing counts as 0 or false.
  init(_ text: String) {
    var fields: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon]] = line[line.index(after: colon)...].drop { $0.isWhitespace }
    }
    let kibibytes = fields["RssAnon"]?.prefix { $0.isNumber } ?? ""
    memory = (Int(kibibytes) ?? 0) / 1024
    isZombie = fields["State"]?.first.map { "ZX".contains($0) } ?? false
  }

  /// Asks the system about a process; nil when there is none.
  init?(of process: Int32) {
    guard let text = textOfSystemFile("/proc/\(process)/status") else { return nil }
    self.init(text)
  }
}

/// The text of a file that the kernel makes up, or nil when there is none.
///
/// Such files say that they are empty, so they are read to their end.
func textOfSystemFile(_ path: String) -> String? {
  guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
  defer { try? handle.close() }
  guard let data = try? handle.readToEnd() else { return nil }
  return String(decoding: data, as: UTF8.self)
}
