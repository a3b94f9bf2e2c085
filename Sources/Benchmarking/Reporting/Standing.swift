/// How one policy did.
public struct Standing: Hashable, Sendable {
  /// How many evaluations a milestone took.
  public struct Attempt: Hashable, Sendable {
    public let milestone: Milestone
    /// Infinite for what took more than the limit.
    public let evaluations: Quantiles
    /// In how many repetitions it was not reached.
    public let misses: Int
  }

  /// The best accuracy after some evaluations: its mean over the repetitions, with the normal
  /// approximation's 95 % confidence interval of that mean.
  public struct Point: Hashable, Sendable {
    public let evaluations: Int
    public let mean: Double
    public let low: Double
    public let high: Double
  }

  public let name: String
  public let repetitions: Int
  public let attempts: [Attempt]
  /// One point for each number of evaluations, from 1 to the limit.
  public let curve: [Point]

  /// Sums up the courses of a policy.
  ///
  /// - Parameters:
  ///   - name: the policy.
  ///   - courses: one for each repetition, at least one.
  ///   - milestones: what is asked for.
  ///   - limit: the most evaluations of a course.
  public init(name: String, courses: [Course], milestones: [Milestone], limit: Int) {
    self.name = name
    repetitions = courses.count
    attempts = milestones.map { milestone in
      let found = courses.map { $0.evaluations(until: milestone.threshold) }
      return Attempt(
        milestone: milestone,
        evaluations: Quantiles(found.map { $0.map(Double.init) ?? .infinity }),
        misses: found.count { $0 == nil })
    }
    curve = (1...limit).map { evaluations in
      let best = courses.map { $0.best(after: evaluations) }
      let count = Double(best.count)
      let mean = best.reduce(0, +) / count
      let squares = best.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let error = best.count > 1 ? (squares / (count - 1) / count).squareRoot() : 0
      return Point(
        evaluations: evaluations, mean: mean, low: mean - 1.96 * error, high: mean + 1.96 * error)
    }
  }
}

/// A goal of a search: a class among the best of the pool.
public struct Milestone: Hashable, Sendable {
  public let name: String
  /// How many classes fulfil it, with all that equal the last of the best.
  public let count: Int
  /// The mean accuracy that a class needs.
  public let threshold: Double

  /// The best hundredth of the pool, the ten best, and the best.
  public static func all(in arena: Arena) -> [Milestone] {
    [("top 1 %", max(1, arena.pool.count / 100)), ("top 10", 10), ("best", 1)].map { name, count in
      let threshold = arena.threshold(ofBest: min(count, arena.pool.count))
      return Milestone(
        name: name, count: arena.pool.count { arena.means[$0] >= threshold },
        threshold: threshold)
    }
  }
}

/// The middle of some numbers, of which infinite ones stand for what never happened.
public struct Quantiles: Hashable, Sendable {
  public let lower: Double
  public let median: Double
  public let upper: Double

  /// Quartiles by linear interpolation between the two nearest ranks; infinite where a rank that
  /// takes part is infinite.
  public init(_ numbers: [Double]) {
    precondition(!numbers.isEmpty, "quartiles of nothing (expected at least one number)")
    let sorted = numbers.sorted()
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let (low, rest) = (Int(place), place - Double(Int(place)))
      guard rest > 0 else { return sorted[low] }
      // An infinite number times nothing would be no number.
      return sorted[low].isInfinite || sorted[low + 1].isInfinite
        ? .infinity : sorted[low] + rest * (sorted[low + 1] - sorted[low])
    }
    lower = quantile(0.25)
    median = quantile(0.5)
    upper = quantile(0.75)
  }
}
