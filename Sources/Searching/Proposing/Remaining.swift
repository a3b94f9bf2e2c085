import Randomness

/// The part of a space that was not proposed yet.
struct Remaining {
  private let space: CandidateSpace
  /// What was proposed, in its order.
  private var history: [Int] = []
  private var taken: [Bool]
  /// The finite classes that are left, ascending; made when something is drawn from all of them.
  private var free: [Int]?

  init(of space: CandidateSpace, after history: [Int] = []) {
    self.space = space
    taken = Array(repeating: false, count: space.count)
    for candidate in history { take(candidate) }
  }

  /// Goes on to what was proposed by now; begins anew where that is another story.
  ///
  /// - Returns: whether it went on.
  @discardableResult
  mutating func follow(_ history: [Int]) -> Bool {
    guard history.starts(with: self.history) else {
      self = Remaining(of: space, after: history)
      return false
    }
    for candidate in history.dropFirst(self.history.count) { take(candidate) }
    return true
  }

  private mutating func take(_ candidate: Int) {
    precondition(
      space.forms.indices.contains(candidate),
      "class \(candidate) was taken, of \(space.count) classes")
    history.append(candidate)
    taken[candidate] = true
    if let place = free?.place(of: candidate) { free?.remove(at: place) }
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
  mutating func random(seed: Seed, among members: [Int]? = nil, reason: String) -> Choice? {
    var choices = (members ?? []).filter(contains)
    if choices.isEmpty {
      if free == nil { free = space.forms.indices.filter(contains) }
      choices = free ?? []
    }
    guard !choices.isEmpty else { return nil }
    var generator = Generator(seed: seed)
    return Choice(candidate: choices[generator.uniform(below: choices.count)], reason: reason)
  }
}

extension [Int] {
  /// Where a number is in an ascending array, or nil when it is not there.
  fileprivate func place(of number: Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? low : nil
  }
}
