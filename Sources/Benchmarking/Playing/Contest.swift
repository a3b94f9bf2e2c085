import Activations
import Randomness
import Searching
import Studies
import Synchronization
import Tensors

/// Policies that play against a recorded table, each many times.
///
/// A repetition is a search that asks for one proposal at a time and shows all results before the
/// next one. It has a seed of its own, from which the policy draws, and from which is drawn which of
/// a class's recorded results is shown. All policies have the same draws in the same repetition. The
/// same contest has the same courses, whatever the number of threads.
public struct Contest: Sendable {
  /// What a search begins with, before the policy decides.
  public enum Start: String, CaseIterable, Sendable {
    /// The study's baselines, in their order.
    case baselines
    /// As many classes of the pool at random, others in every repetition.
    case random
  }

  /// How far a contest is.
  public struct Progress: Hashable, Sendable {
    /// Repetitions that are done, of all policies.
    public let done: Int
    public let total: Int
    /// The policy whose repetition is done.
    public let name: String
  }

  public let arena: Arena
  public let start: Start
  /// How often each policy plays.
  public let repetitions: Int
  /// After how many evaluations a repetition ends.
  public let limit: Int
  public let seed: UInt64

  public init(
    _ arena: Arena, start: Start = .baselines, repetitions: Int = 100, limit: Int = 150,
    seed: UInt64 = 1
  ) {
    precondition(repetitions > 0 && limit > 0, "\(repetitions) repetitions of \(limit)")
    self.arena = arena
    self.start = start
    self.repetitions = repetitions
    self.limit = limit
    self.seed = seed
  }

  /// Plays all repetitions of all policies.
  ///
  /// - Parameters:
  ///   - contestants: the policies.
  ///   - threads: how many repetitions are played at once.
  ///   - progress: called after each repetition, on any thread.
  ///   - isCancelled: asked before each evaluation.
  /// - Returns: for each policy its courses; nil when it was cancelled.
  public func courses(
    of contestants: [Contestant], threads: Int,
    progress: @escaping @Sendable (Progress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) async -> [[Course]]? {
    let total = contestants.count * repetitions
    let board = Board(count: total)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<min(threads, total) {
        group.addTask {
          await onComputeThread(name: "play-\(number)") {
            while !isCancelled(), let next = board.next() {
              // Repetition after repetition, so that the slow policies do not all come last.
              let contestant = contestants[next % contestants.count]
              guard
                let course = course(
                  of: contestant, repetition: next / contestants.count, isCancelled)
              else { return }
              let done = board.put(course, at: next)
              progress(Progress(done: done, total: total, name: contestant.name))
            }
          }
        }
      }
    }
    guard let all = board.courses else { return nil }
    return contestants.indices.map { contestant in
      (0..<repetitions).map { all[$0 * contestants.count + contestant] }
    }
  }

  /// One search; nil when it was cancelled.
  func course(
    of contestant: Contestant, repetition: Int, _ isCancelled: () -> Bool = { false }
  ) -> Course? {
    let seed = Seed(seed).derived("repetition", UInt64(repetition))
    let space = arena.space.with(baselines: opening(seed))
    let policy = contestant.make(space, seed.derived("policy").value, repetition)
    var places: [Int] = []
    var taken: [ClassKey] = []
    var observations: [Inquiry.Observation] = []
    while taken.count < limit {
      if isCancelled() { return nil }
      let inquiry = Inquiry(
        number: taken.count + 1, basis: Int64(taken.count), observations: observations,
        taken: taken)
      guard let choice = policy.choose(inquiry) else { break }
      guard let place = space.place(of: choice.candidate.key) else {
        preconditionFailure("\(choice.candidate.form) was proposed, which is not in the space")
      }
      places.append(place)
      taken.append(choice.candidate.key)
      observations.append(
        Inquiry.Observation(candidate: choice.candidate, value: shown(place, seed)))
    }
    return Course(taken: places, accuracies: places.map { arena.means[$0] })
  }

  /// The classes that a repetition starts with.
  private func opening(_ seed: Seed) -> [Int] {
    switch start {
    case .baselines: return arena.space.baselines
    case .random:
      var generator = Generator(seed: seed.derived("start"))
      var pool = arena.pool
      generator.shuffle(&pool)
      return Array(pool.prefix(arena.space.baselines.count))
    }
  }

  /// What a search learns of the class at a place: one of its recorded results.
  private func shown(_ place: Int, _ seed: Seed) -> Double? {
    let results = arena.results(of: place)
    guard !results.isEmpty else { return nil }
    var generator = Generator(seed: seed.derived("result", UInt64(place)))
    return results[generator.uniform(below: results.count)].accuracy
  }
}

/// The courses of a contest, filled in by several threads.
private final class Board: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var courses: [Course?]
  }

  private let state: Mutex<State>

  init(count: Int) {
    state = Mutex(State(courses: Array(repeating: nil, count: count)))
  }

  /// The number of a repetition that nobody has begun.
  func next() -> Int? {
    state.withLock { state in
      guard state.next < state.courses.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Keeps a course and says how many there are now.
  func put(_ course: Course, at place: Int) -> Int {
    state.withLock { state in
      state.courses[place] = course
      state.done += 1
      return state.done
    }
  }

  /// All courses, nil while one is missing.
  var courses: [Course]? {
    state.withLock { state in
      let known = state.courses.compactMap(\.self)
      return known.count == state.courses.count ? known : nil
    }
  }
}

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

/// What one search evaluated.
public struct Course: Hashable, Sendable {
  /// The classes, in the order of their evaluations.
  public let taken: [Int]
  /// The mean accuracy of each.
  public let accuracies: [Double]

  /// How many evaluations it took until one was as good as a threshold; nil where none was.
  func evaluations(until threshold: Double) -> Int? {
    accuracies.firstIndex { $0 >= threshold }.map { $0 + 1 }
  }

  /// The best accuracy after so many evaluations, from 1; the last best one after the end.
  func best(after evaluations: Int) -> Double {
    accuracies.prefix(evaluations).max() ?? 0
  }
}
