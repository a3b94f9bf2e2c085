extension Host {
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
