/// Expressions whose outputs on the probe are the same.
public struct EquivalenceClass: Hashable, Sendable {
  /// The place in its table, by first appearance in the enumeration.
  public let index: Int
  public let key: ClassKey
  /// The member with the lexicographically greatest text: the published name of the class.
  public let representative: Expression
  /// What is printed and trained: the shortest expression with these outputs that is known to stay
  /// finite, not always a member.
  public let form: Expression
  /// Whether all outputs on the probe are finite.
  public let isFinite: Bool
  public let memberCount: Int
}
