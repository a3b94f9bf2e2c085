import Randomness

/// Baselines first, in the order of the study; then finite classes at random.
///
/// Each proposal has its own generator, seeded by the study's seed and the proposal's number.
public struct RandomPolicy: Policy {
  private let space: CandidateSpace
  private let seed: Seed

  public init(space: CandidateSpace, seed: UInt64) {
    self.space = space
    self.seed = Seed(seed)
  }

  public func choose(_ inquiry: Inquiry) -> Choice? {
    let remaining = Remaining(of: space, after: inquiry.taken)
    return remaining.baseline
      ?? remaining.random(seed: seed.forProposal(inquiry.number), reason: "random")
  }
}

extension Seed {
  /// The seed of one proposal's random draw.
  func forProposal(_ number: Int) -> Seed {
    derived("proposal", UInt64(bitPattern: Int64(number)))
  }
}
