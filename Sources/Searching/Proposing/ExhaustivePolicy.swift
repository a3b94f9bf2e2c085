import Randomness
import Studies
import Synchronization

/// Every class of the space once: baselines first, then all others, finite or not, in an order
/// drawn once from the study's seed.
///
/// What it has evaluated at any time is a random sample of the space, so a recording that is cut
/// short is still a fair picture.
public final class ExhaustivePolicy: Policy {
  private let space: CandidateSpace
  private let order: [Int]
  /// Kept from one inquiry to the next: a proposal then costs microseconds in any space.
  private let progress: Mutex<Progress>

  private struct Progress {
    var remaining: Remaining
    /// All places of the order before this one were taken.
    var next = 0
  }

  public init(space: CandidateSpace, seed: UInt64) {
    self.space = space
    var order = Array(space.places)
    var generator = Generator(seed: Seed(seed).derived("exhaustive"))
    generator.shuffle(&order)
    self.order = order
    progress = Mutex(Progress(remaining: Remaining(of: space)))
  }

  public var choosesAtOnce: Bool { true }

  public func choose(_ inquiry: Inquiry) -> Choice? {
    progress.withLock { progress in
      if !progress.remaining.follow(inquiry.taken) { progress.next = 0 }
      if let baseline = progress.remaining.baseline { return baseline }
      while progress.next < order.count, progress.remaining.isTaken(order[progress.next]) {
        progress.next += 1
      }
      guard progress.next < order.count else { return nil }
      return Choice(candidate: space.candidate(at: order[progress.next]), reason: "every class")
    }
  }
}
