import Activations
import Randomness

/// The part of a space that was not proposed yet.
struct Remaining {
  private let space: CandidateSpace
  /// What was proposed, in its order.
  private var history: [ClassKey] = []
  private var taken: [Bool]
  /// The places of the finite classes that are left, ascending; made when something is drawn from all of them.
  private var free: [Int]?

  init(of space: CandidateSpace, after history: [ClassKey] = []) {
    self.space = space
    taken = Array(repeating: false, count: space.count)
    for candidate in history { take(candidate) }
  }

  /// Goes on to what was proposed by now; begins anew where that is another story.
  ///
  /// - Returns: whether it went on.
  @discardableResult
  mutating func follow(_ history: [ClassKey]) -> Bool {
    guard history.starts(with: self.history) else {
      self = Remaining(of: space, after: history)
      return false
    }
    for candidate in history.dropFirst(self.history.count) { take(candidate) }
    return true
  }

  private mutating func take(_ candidate: ClassKey) {
    guard let place = space.place(of: candidate) else {
      preconditionFailure("class \(candidate) was taken, which is not in the space")
    }
    history.append(candidate)
    taken[place] = true
    if let index = free?.index(ofAscending: place) { free?.remove(at: index) }
  }

  /// Whether the class at a place was proposed before.
  func isTaken(_ place: Int) -> Bool { taken[place] }

  /// Whether the class at a place may still be chosen freely.
  func contains(_ place: Int) -> Bool { space.isFinite[place] && !taken[place] }

  /// The first baseline that was not proposed, finite or not.
  var baseline: Choice? {
    space.baselines.first { !taken[$0] }
      .map { Choice(candidate: space.candidate(at: $0), reason: "baseline") }
  }

  /// A class that every generator of the same seed draws from the same classes.
  ///
  /// - Parameters:
  ///   - seed: of the draw.
  ///   - members: the places to draw from, ascending; all for nil, or when none of them is left.
  ///   - reason: the choice's.
  /// - Returns: nil when nothing is left at all.
  mutating func random(seed: Seed, among members: [Int]? = nil, reason: String) -> Choice? {
    var choices = (members ?? []).filter(contains)
    if choices.isEmpty {
      if free == nil { free = space.places.filter(contains) }
      choices = free ?? []
    }
    guard !choices.isEmpty else { return nil }
    var generator = Generator(seed: seed)
    let place = choices[generator.uniform(below: choices.count)]
    return Choice(candidate: space.candidate(at: place), reason: reason)
  }
}

extension [Int] {
  /// Where a number is in an ascending array, or nil when it is not there.
  fileprivate func index(ofAscending number: Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? low : nil
  }
}
