import Randomness
import Studies
import Synchronization

/// Baselines first, in the order of the study; then finite classes at random.
///
/// Each proposal has its own generator, seeded by the study's seed and the proposal's number.
public final class RandomPolicy: Policy {
  private let seed: Seed
  /// Kept from one inquiry to the next: a proposal then costs microseconds in any space.
  private let remaining: Mutex<Remaining>

  public init(space: CandidateSpace, seed: UInt64) {
    self.seed = Seed(seed)
    remaining = Mutex(Remaining(of: space))
  }

  public var choosesAtOnce: Bool { true }

  public func choose(_ inquiry: Inquiry) -> Choice? {
    remaining.withLock { remaining in
      remaining.follow(inquiry.taken)
      return remaining.baseline
        ?? remaining.random(seed: seed.forProposal(inquiry.number), reason: "random")
    }
  }
}

extension Seed {
  /// The seed of one proposal's random draw.
  func forProposal(_ number: Int) -> Seed {
    derived("proposal", UInt64(bitPattern: Int64(number)))
  }
}
