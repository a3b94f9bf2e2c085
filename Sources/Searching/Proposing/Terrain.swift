import Surrogates

/// The classes that a surrogate policy chooses from, with what predicts them.
public struct Terrain: Sendable {
  /// The class of each of the surrogate's rows, ascending.
  public let members: [Int]
  public let surrogate: any Surrogate
  /// The members' places in the plane; nil where they have none.
  public let map: Features?

  /// - Parameters:
  ///   - members: classes by their indices in the space, ascending.
  ///   - surrogate: a row for each of them.
  ///   - map: a point for each of them, where there is a map.
  public init(members: [Int], surrogate: any Surrogate, map: Features? = nil) {
    precondition(
      members.count == surrogate.count && (map.map { $0.count == members.count } ?? true),
      "\(members.count) members for \(surrogate.count) rows")
    precondition(
      zip(members, members.dropFirst()).allSatisfy { $0 < $1 }, "members that do not ascend")
    self.members = members
    self.surrogate = surrogate
    self.map = map
  }
}
