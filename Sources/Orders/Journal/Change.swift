/// One write to the ledger's file.
///
/// The writes of a batch are one transaction.
public enum Change: Hashable, Sendable {
  /// Writes an order's row, new or changed.
  case order(OrderRecord)
  /// Writes an accepted report.
  case evaluation(EvaluationRecord)
  /// Writes the spectrum that an accepted report came with.
  case spectrum(SpectrumRecord)
  /// Writes where the study stands.
  case standing(Standing)
  /// Appends to the journal.
  case journal(JournalEntry)
}

/// Where a study stands: the one row beside its orders.
public struct Standing: Hashable, Sendable {
  public var phase: Phase
  /// Numbers the coordinators' starts.
  ///
  /// Each has a greater number, the time when it happened, milliseconds since 1970, or later: so
  /// the starts of two copies of a ledger differ.
  public var incarnation: Int64
  /// How many proposals were made.
  public var proposals: Int
  /// Orders quarantined since the last one that settled.
  public var quarantinedInARow: Int

  public init(
    phase: Phase = .search, incarnation: Int64 = 0, proposals: Int = 0, quarantinedInARow: Int = 0
  ) {
    self.phase = phase
    self.incarnation = incarnation
    self.proposals = proposals
    self.quarantinedInARow = quarantinedInARow
  }

  /// The stages of a study.
  public enum Phase: String, CaseIterable, Sendable {
    /// Spectra are computed, which the search will choose by; not every study has this stage.
    case featurisation
    case search
    case confirmation
    case finished
  }
}

/// What a ledger's file holds when a coordinator starts.
public struct Snapshot: Hashable, Sendable {
  public var standing: Standing
  /// In the order of their numbers, 1, 2, 3 and so on.
  public var orders: [OrderRecord]
  /// The last journal sequence, 0 in an empty journal.
  public var sequence: Int64
  /// The coordinators' starts.
  public var history: History

  public init(
    standing: Standing = Standing(), orders: [OrderRecord] = [], sequence: Int64 = 0,
    history: History = History()
  ) {
    self.standing = standing
    self.orders = orders
    self.sequence = sequence
    self.history = history
  }
}
