/// Where the images of an open data set lie.
public enum Placement: Hashable, Sendable {
  /// In a cache file that every process of the machine maps, so that they share one copy.
  case shared(file: String)
  /// In this process's own memory, and why not in the cache.
  case memory(reason: String)
  /// In this process's own memory, where a formula made them.
  case made
}
