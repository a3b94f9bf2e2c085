/// A goal of a search: a class among the best of the pool.
public struct Milestone: Hashable, Sendable {
  public let name: String
  /// How many classes fulfil it, with all that equal the last of the best.
  public let count: Int
  /// The mean accuracy that a class needs.
  public let threshold: Double

  /// The best hundredth of the pool, the ten best, and the best.
  public static func all(in arena: Arena) -> [Milestone] {
    [("top 1 %", max(1, arena.pool.count / 100)), ("top 10", 10), ("best", 1)].map { name, count in
      let threshold = arena.threshold(ofBest: min(count, arena.pool.count))
      return Milestone(
        name: name, count: arena.pool.count { arena.means[$0] >= threshold },
        threshold: threshold)
    }
  }
}
