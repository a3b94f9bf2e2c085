/// What completed work found; each kind of work has its own.
public enum Finding: Hashable, Sendable {
  /// What a training measured.
  case metrics(Metrics)
  /// A spectrum; nil once it is kept in a table of its own, because it is large.
  case spectrum(Spectrum?)
  /// The numbers of a rehearsal: made up, so that a search has something to rank.
  case madeUp(Metrics)

  /// What a search ranks by, measured or made up; nil where the work was no evaluation.
  public var metrics: Metrics? {
    switch self {
    case .metrics(let metrics), .madeUp(let metrics): metrics
    case .spectrum: nil
    }
  }

  /// What stays with an order's record once the finding is stored.
  public var kept: Finding {
    switch self {
    case .metrics, .madeUp: self
    case .spectrum: .spectrum(nil)
    }
  }

  /// What a reader of its numbers has to be told; nil where they are what they seem.
  public var remark: String? {
    switch self {
    case .madeUp: "made up in a rehearsal"
    case .metrics(let metrics): metrics.nonFinite
    case .spectrum: nil
    }
  }
}
