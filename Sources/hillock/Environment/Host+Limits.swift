import Foundation

extension Host {
  /// How many cores this process may keep busy: those of its affinity mask, or fewer where the
  /// quota of a control group allows fewer; at least 1.
  static var usableCores: Int {
    let allowed =
      field("Cpus_allowed_list", of: "/proc/self/status").map(coreCount)
      ?? ProcessInfo.processInfo.activeProcessorCount
    let quotas = controlGroups.compactMap { group in
      contents(group + "/cpu.max").flatMap(quota)
    }
    return max(1, ([allowed] + quotas).min() ?? 1)
  }

  /// Total and available memory in MiB, within the limits of the control group.
  static var memory: (total: Int, available: Int)? {
    func mebibytes(_ key: String) -> Int? {
      field(key, of: "/proc/meminfo")
        .flatMap { Int($0.prefix { $0.isNumber }) }.map { $0 >> 10 }
    }
    guard var total = mebibytes("MemTotal"), var available = mebibytes("MemAvailable") else {
      return nil
    }
    for group in controlGroups {
      guard let limit = contents(group + "/memory.max").flatMap({ Int($0) }) else { continue }
      let used = contents(group + "/memory.current").flatMap { Int($0) } ?? 0
      total = min(total, limit >> 20)
      available = min(available, max(0, limit - used) >> 20)
    }
    return (total, available)
  }

  /// How many cores a list such as `0-3,8` names.
  static func coreCount(_ list: String) -> Int {
    list.split(separator: ",").reduce(0) { sum, part in
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last else { return sum }
      return sum + max(0, last - first + 1)
    }
  }

  /// The cores that a `cpu.max` such as `150000 100000` allows, rounded up; nil for `max`.
  static func quota(_ text: String) -> Int? {
    let numbers = text.split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 2, numbers[1] > 0 else { return nil }
    return max(1, (numbers[0] + numbers[1] - 1) / numbers[1])
  }

  /// The folders of this process's control group and of those around it (version 2).
  private static var controlGroups: [String] {
    let root = "/sys/fs/cgroup"
    let line = contents("/proc/self/cgroup")?.split(whereSeparator: \.isNewline)
      .first { $0.hasPrefix("0::") }
    var groups = [root]
    for name in line?.dropFirst(3).split(separator: "/") ?? [] {
      groups.append(groups[groups.count - 1] + "/" + name)
    }
    return groups
  }
}
