import Foundation

/// Where this program runs.
public enum Host {
  /// The machine's name.
  static let name: String = {
    let name = contents("/proc/sys/kernel/hostname") ?? ""
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
  public static let processor: String = processorModel(in: contents("/proc/cpuinfo") ?? "")

  /// The first model name in a text like `/proc/cpuinfo`; "unknown" when there is none.
  static func processorModel(in text: String) -> String {
    field("model name", in: text) ?? "unknown"
  }

  /// The value of the first `key: value` line of a text with this key.
  static func field(_ key: String, in text: String) -> String? {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if parts.count == 2, parts[0] == key { return parts[1] }
    }
    return nil
  }

  /// A file of the system without the white space around it; nil where it cannot be read.
  public static func contents(_ path: String) -> String? {
    textOfSystemFile(path)?.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

extension Host {
  /// Total and available memory in MiB, within the limits of the control group.
  public static var memory: (total: Int, available: Int)? {
    let text = contents("/proc/meminfo") ?? ""
    func mebibytes(_ key: String) -> Int? {
      field(key, in: text).flatMap { Int($0.prefix { $0.isNumber }) }.map { $0 >> 10 }
    }
    guard var total = mebibytes("MemTotal"), var available = mebibytes("MemAvailable") else {
      return nil
    }
    let groups = controlGroupFolders(forGroups: contents("/proc/self/cgroup") ?? "")
    for group in groups {
      guard let limit = contents(group + "/memory.max").flatMap({ Int($0) }) else { continue }
      let used = contents(group + "/memory.current").flatMap { Int($0) } ?? 0
      total = min(total, limit >> 20)
      available = min(available, max(0, limit - used) >> 20)
    }
    return (total, available)
  }
}
