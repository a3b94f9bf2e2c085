/// A search that trains nothing: what its orders do instead, so that a cluster can be rehearsed.
///
/// Shares are of 1. What is drawn follows from each order's seed.
public struct Rehearsal: Hashable, Sendable {
  /// How long an epoch takes.
  public var seconds: Double
  /// The share of attempts that end their slot's process.
  public var crashes: Double
  /// The share of attempts that stand still, until their worker ends them.
  public var hangs: Double
  /// The share of evaluations that end as infeasible.
  public var infeasible: Double
  /// The share of evaluations that end the process at every attempt, and are quarantined.
  public var broken: Double

  /// How many classes there would be to guess among.
  public static let classes = 10
  /// What guessing would be worth among its made-up accuracies.
  public static let chance = 1 / Double(classes)

  /// What may be asked for.
  public static let secondsRange = 0...86_400.0
  public static let shareRange = 0...1.0

  public init(
    seconds: Double, crashes: Double = 0, hangs: Double = 0, infeasible: Double = 0,
    broken: Double = 0
  ) {
    self.seconds = seconds
    self.crashes = crashes
    self.hangs = hangs
    self.infeasible = infeasible
    self.broken = broken
  }
}
