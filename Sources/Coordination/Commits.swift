import Orders

/// What a ledger brought about, on its way through the disk: one commit after the other, and while
/// one is under way the next is gathered.
///
/// Actions come out in the order in which they went in, each after the commit of everything that
/// was stored before it.
struct Commits {
  /// What is to be done next.
  enum Step: Equatable {
    /// Write this as one transaction; `finish` when it is on the disk.
    case commit([Change])
    /// Nothing of this is stored: do it.
    case perform([Action])
  }

  /// What is to be done when the commit under way is on the disk.
  private var underWay: [Action]?
  private var gathered: [Action] = []

  /// Whether nothing is under way and nothing waits.
  var isEmpty: Bool { underWay == nil && gathered.isEmpty }

  mutating func add(_ actions: [Action]) { gathered += actions }

  /// Begins what can begin; nil while a commit is under way, and when nothing waits.
  mutating func next() -> Step? {
    guard underWay == nil, !gathered.isEmpty else { return nil }
    defer { gathered = [] }
    let changes = gathered.compactMap { if case .store(let change) = $0 { change } else { nil } }
    if changes.isEmpty { return .perform(gathered) }
    underWay = gathered
    return .commit(changes)
  }

  /// Ends the commit under way.
  ///
  /// - Returns: what waited for it, stores included.
  mutating func finish() -> [Action] { underWay.take() ?? [] }
}
