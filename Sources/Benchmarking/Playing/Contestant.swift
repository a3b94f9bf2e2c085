import Searching

/// A policy that takes part, and how it is made anew for each repetition.
public struct Contestant: Sendable {
  public let name: String
  /// Makes the policy: from the space with the repetition's start as its baselines, the
  /// repetition's seed, and its number, from 0.
  let make: @Sendable (CandidateSpace, UInt64, Int) -> any Policy

  public init(
    name: String, make: @escaping @Sendable (CandidateSpace, UInt64, Int) -> any Policy
  ) {
    self.name = name
    self.make = make
  }
}
