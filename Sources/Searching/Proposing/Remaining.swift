import Randomness

/// The part of a space that was not proposed yet.
struct Remaining {
  private let space: CandidateSpace
  private var taken: [Bool]

  init(of space: CandidateSpace, after taken: [Int]) {
    self.space = space
    self.taken = Array(repeating: false, count: space.count)
    for candidate in taken {
      precondition(
        space.forms.indices.contains(candidate),
        "class \(candidate) was taken, of \(space.count) classes")
      self.taken[candidate] = true
    }
  }

  /// Whether a class was proposed before.
  func isTaken(_ candidate: Int) -> Bool { taken[candidate] }

  /// Whether a class may still be chosen freely.
  func contains(_ candidate: Int) -> Bool {
    space.isFinite[candidate] && !taken[candidate]
  }

  /// The first baseline that was not proposed, finite or not.
  var baseline: Choice? {
    space.baselines.first { !taken[$0] }.map { Choice(candidate: $0, reason: "baseline") }
  }

  /// A class that every generator of the same seed draws from the same classes.
  ///
  /// - Parameters:
  ///   - seed: of the draw.
  ///   - members: the classes to draw from, ascending; all for nil, or when none of them is left.
  ///   - reason: the choice's.
  /// - Returns: nil when nothing is left at all.
  func random(seed: Seed, among members: [Int]? = nil, reason: String) -> Choice? {
    var free = (members ?? []).filter(contains)
    if free.isEmpty { free = space.forms.indices.filter(contains) }
    guard !free.isEmpty else { return nil }
    var generator = Generator(seed: seed)
    return Choice(candidate: free[generator.uniform(below: free.count)], reason: reason)
  }
}
