/// What a policy is asked: everything that it may base a choice on.
public struct Inquiry: Hashable, Sendable {
  /// One settled search evaluation.
  public struct Observation: Hashable, Sendable {
    /// The class's index in the space.
    public let candidate: Int
    /// Validation accuracy in 0...1, or nil when the function cannot be trained.
    public let accuracy: Double?

    public init(candidate: Int, accuracy: Double?) {
      self.candidate = candidate
      self.accuracy = accuracy
    }
  }

  /// The proposal's number, from 1.
  public private(set) var number: Int
  /// The journal sequence up to which results are shown.
  public let basis: Int64
  /// What is known, in the order of the proposals.
  public let observations: [Observation]
  /// Class indices that were proposed before, running ones included.
  public private(set) var taken: [Int]
  /// Those of `taken` whose results are still to come, in the order of the proposals.
  public private(set) var running: [Int]

  public init(
    number: Int, basis: Int64, observations: [Observation], taken: [Int], running: [Int] = []
  ) {
    self.number = number
    self.basis = basis
    self.observations = observations
    self.taken = taken
    self.running = running
  }

  /// Goes on to the next proposal, from the same results: this one's candidate is running.
  public mutating func take(_ candidate: Int) {
    number += 1
    taken.append(candidate)
    running.append(candidate)
  }
}
