import Foundation

/// How many cores this process may keep busy, at least 1.
///
/// The smaller of the processors that it may run on (its affinity mask) and of the time that its
/// control groups give it (a quota of 150 % counts as 1 core: two slots would share it unevenly).
public func availableCores() -> Int {
  let allowed = processorCount(
    inStatus: textOfSystemFile("/proc/self/status") ?? "")
  let groups = textOfSystemFile("/proc/self/cgroup") ?? ""
  let quotas = controlGroupFolders(forGroups: groups)
    .compactMap { textOfSystemFile($0 + "/cpu.max") }.compactMap(coreQuota)
  let count = min(
    Double(allowed ?? ProcessInfo.processInfo.activeProcessorCount), quotas.min() ?? .infinity)
  return max(1, Int(count))
}

/// How many processors a text like `/proc/self/status` allows; nil when it does not say.
func processorCount(inStatus text: String) -> Int? {
  let key = "Cpus_allowed_list:"
  guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) }) else {
    return nil
  }
  var count = 0
  for range in line.dropFirst(key.count).split(separator: ",") {
    let ends = range.split(separator: "-").map { Int($0.trimmingCharacters(in: .whitespaces)) }
    switch ends.count {
    case 1 where ends[0] != nil: count += 1
    case 2:
      guard let first = ends[0], let last = ends[1], first <= last else { return nil }
      count += last - first + 1
    default: return nil
    }
  }
  return count > 0 ? count : nil
}

/// The folders of a process's control group (version 2) and of those that it lies in.
///
/// - Parameter text: what `/proc/self/cgroup` says.
/// - Returns: their paths, the innermost first.
func controlGroupFolders(forGroups text: String) -> [String] {
  guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("0::/") }) else {
    return []
  }
  var names = line.dropFirst("0::/".count).split(separator: "/")
  var folders: [String] = []
  while true {
    folders.append((["/sys/fs/cgroup"] + names.map(String.init)).joined(separator: "/"))
    guard !names.isEmpty else { return folders }
    names.removeLast()
  }
}

/// How many cores a text like `cpu.max` grants: a quota and a period in microseconds; nil for no
/// limit.
func coreQuota(_ text: String) -> Double? {
  let numbers = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
  guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], period > 0, quota > 0
  else { return nil }
  return quota / period
}
