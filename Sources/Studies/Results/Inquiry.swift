import Activations

/// The results so far, as a policy is shown them when it is asked for a proposal: everything that
/// it may base a choice on.
public struct Inquiry: Hashable, Sendable {
  /// One settled search evaluation.
  public struct Observation: Hashable, Sendable {
    public let candidate: Candidate
    /// The study's metric, or nil when the function cannot be trained.
    public let value: Double?

    public init(candidate: Candidate, value: Double?) {
      self.candidate = candidate
      self.value = value
    }
  }

  /// The proposal's number, from 1.
  public private(set) var number: Int
  /// The journal sequence up to which results are shown.
  public let basis: Int64
  /// What is known, in the order of the proposals.
  public let observations: [Observation]
  /// The classes that were proposed before, running ones included, in the order of the proposals.
  public private(set) var taken: [ClassKey]
  /// Those of `taken` whose results are still to come as far as this proposal may know, in the
  /// order of the proposals.
  public private(set) var running: [ClassKey]

  public init(
    number: Int, basis: Int64, observations: [Observation], taken: [ClassKey],
    running: [ClassKey] = []
  ) {
    self.number = number
    self.basis = basis
    self.observations = observations
    self.taken = taken
    self.running = running
  }

  /// Goes on to the next proposal, from the same results: this one's candidate is running.
  public mutating func take(_ candidate: ClassKey) {
    number += 1
    taken.append(candidate)
    running.append(candidate)
  }
}
