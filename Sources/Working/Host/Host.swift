import Foundation

/// Where this program runs.
enum Host {
  /// The machine's name.
  static let name: String = {
    let text = textOfSystemFile("/proc/sys/kernel/hostname") ?? ""
    let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return name.isEmpty ? "unknown" : name
  }()

  /// This process's number.
  static var process: Int32 { ProcessInfo.processInfo.processIdentifier }

  /// The path of this program's file.
  static let executable: String = {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return link ?? CommandLine.arguments[0]
  }()

  /// The processor's model, as the system calls it.
  static let processor: String = processorModel(in: textOfSystemFile("/proc/cpuinfo") ?? "")

  /// The first model name in a text like `/proc/cpuinfo`; "unknown" when there is none.
  static func processorModel(in text: String) -> String {
    for line in text.split(separator: "\n") where line.hasPrefix("model name") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return "unknown"
  }
}
