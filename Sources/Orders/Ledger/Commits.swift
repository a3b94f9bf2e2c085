/// What a ledger brought about, on its way through the disk: one commit after the other, and while
/// one is under way the next is gathered.
///
/// Actions come out in the order in which they went in, each after the commit of everything that
/// was stored before it.
public struct Commits: Sendable {
  /// How long a commit may take before the ledger waits for it.
  ///
  /// Together with two pauses that are too short to be left out (`Timing.silence / 2`) it stays
  /// below the time after which an order that no worker confirms counts as lost
  /// (`Timing.unconfirmed`): an order may wait for two commits.
  public static let patience = Duration.milliseconds(250)

  /// What is to be done next.
  public enum Step: Equatable, Sendable {
    /// Write this as one transaction; `finish` when it is on the disk.
    case commit([Change])
    /// Nothing of this is stored: do it.
    case perform([Action])
  }

  /// What is to be done when the commit under way is on the disk.
  private var underWay: [Action]?
  private var gathered: [Action] = []
  /// When the commit under way began; monotonic.
  private var began: Duration = .zero

  public init() {}

  /// Whether nothing is under way and nothing waits.
  public var isEmpty: Bool { underWay == nil && gathered.isEmpty }

  /// Whether the disk is so slow that nothing more may be applied before it is done.
  ///
  /// Orders that wait for a commit are not with their workers yet. A ledger that heard of time and
  /// heartbeats meanwhile would take them for lost; one that hears of nothing at all knows that it
  /// stood still.
  public func isStalled(at now: Duration) -> Bool {
    underWay != nil && now - began >= Self.patience
  }

  public mutating func add(_ actions: [Action]) { gathered += actions }

  /// Begins what can begin.
  ///
  /// - Parameter now: the time, monotonic.
  /// - Returns: what is to be done; nil while a commit is under way, and when nothing waits.
  public mutating func next(at now: Duration) -> Step? {
    guard underWay == nil, !gathered.isEmpty else { return nil }
    defer { gathered = [] }
    let changes = gathered.compactMap { if case .store(let change) = $0 { change } else { nil } }
    if changes.isEmpty { return .perform(gathered) }
    underWay = gathered
    began = now
    return .commit(changes)
  }

  /// Ends the commit under way.
  ///
  /// - Returns: what waited for it, stores included.
  public mutating func finish() -> [Action] { underWay.take() ?? [] }
}
