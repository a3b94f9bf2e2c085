import Studies

/// One accepted report; a row of the ledger's file that is written once.
public struct EvaluationRecord: Hashable, Sendable {
  public let order: WorkOrder.ID
  public let attempt: Int
  /// Who reported it.
  public let worker: String
  public let outcome: Outcome
  public let provenance: Provenance?
  /// When its lease began; milliseconds since 1970, nil when that was before a restart lost it.
  public let startedAt: Int64?
  /// When it was reported; milliseconds since 1970.
  public let finishedAt: Int64
  /// The journal sequence of its report.
  public let sequence: Int64

  public init(
    order: WorkOrder.ID, attempt: Int, worker: String, outcome: Outcome, provenance: Provenance?,
    startedAt: Int64?, finishedAt: Int64, sequence: Int64
  ) {
    self.order = order
    self.attempt = attempt
    self.worker = worker
    self.outcome = outcome
    self.provenance = provenance
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.sequence = sequence
  }
}

/// The spectrum of one class; a row of the ledger's file that is written once.
public struct SpectrumRecord: Hashable, Sendable {
  /// The order that asked for it.
  public let order: WorkOrder.ID
  public let candidate: Candidate
  /// The version of the computation, `SpectrumRecipe.version` when it was ordered.
  public let version: Int
  public let spectrum: Spectrum

  public init(order: WorkOrder.ID, candidate: Candidate, version: Int, spectrum: Spectrum) {
    self.order = order
    self.candidate = candidate
    self.version = version
    self.spectrum = spectrum
  }
}
