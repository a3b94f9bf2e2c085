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
