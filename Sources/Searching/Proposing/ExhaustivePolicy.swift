import Randomness

/// Every class of the space once: baselines first, then all others, finite or not, in an order
/// drawn once from the study's seed.
///
/// What it has evaluated at any time is a random sample of the space, so a recording that is cut
/// short is still a fair picture.
public struct ExhaustivePolicy: Policy {
  private let space: CandidateSpace
  private let order: [Int]

  public init(space: CandidateSpace, seed: UInt64) {
    self.space = space
    var order = Array(space.forms.indices)
    var generator = Generator(seed: Seed(seed).derived("exhaustive"))
    generator.shuffle(&order)
    self.order = order
  }

  public func choose(_ inquiry: Inquiry) -> Choice? {
    let remaining = Remaining(of: space, after: inquiry.taken)
    if let baseline = remaining.baseline { return baseline }
    return order.first { !remaining.isTaken($0) }.map {
      Choice(candidate: $0, reason: "every class")
    }
  }
}
