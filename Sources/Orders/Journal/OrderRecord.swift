import Studies

/// Everything the ledger knows of one order; a row of the ledger's file.
public struct OrderRecord: Hashable, Sendable {
  public let id: WorkOrder.ID
  public let purpose: Purpose
  /// The kind of its work.
  public let kind: Work.Kind
  /// The function that it is about; nil for work that is about none.
  public let candidate: Candidate?
  public let evaluation: EvaluationKey
  public var state: State
  /// Leases so far; the current lease's attempt number while leased.
  public var attempts: Int
  /// Failures that count against the order: crashes, hangs, memory.
  public var failures: [Failure]
  /// Leases lost with their workers; not charged, but bounded.
  public var losses: Int

  public init(
    id: WorkOrder.ID, purpose: Purpose, kind: Work.Kind, candidate: Candidate?,
    evaluation: EvaluationKey, state: State = .waiting, attempts: Int = 0,
    failures: [Failure] = [], losses: Int = 0
  ) {
    self.id = id
    self.purpose = purpose
    self.kind = kind
    self.candidate = candidate
    self.evaluation = evaluation
    self.state = state
    self.attempts = attempts
    self.failures = failures
    self.losses = losses
  }

  /// What an order is for.
  public enum Purpose: Hashable, Sendable {
    /// One of the functions that get a spectrum before the search, by its place from 0.
    case spectrum(place: Int)
    case search(Proposal)
    /// One of the confirmation's seeds, by its place from 0.
    case confirmation(seed: Int)

    /// The purposes by name, as rows and records hold them.
    public enum Name: String, CaseIterable, Sendable {
      case spectrum
      case search
      case confirmation
    }

    public var name: Name {
      switch self {
      case .spectrum: .spectrum
      case .search: .search
      case .confirmation: .confirmation
      }
    }
  }

  /// Where an order stands.
  public enum State: Hashable, Sendable {
    case waiting
    case leased(worker: String, incarnation: UInt64)
    /// Completed or infeasible, with the journal sequence of its report.
    case settled(Result)
    case quarantined
  }

  /// A settled order's outcome, the attempt that gave it, and when it was committed.
  public struct Result: Hashable, Sendable {
    public let outcome: Outcome
    public let attempt: Int
    public let sequence: Int64

    public init(outcome: Outcome, attempt: Int, sequence: Int64) {
      self.outcome = outcome
      self.attempt = attempt
      self.sequence = sequence
    }
  }

  /// An attempt that failed, and where.
  public struct Failure: Hashable, Sendable {
    public let worker: String
    public let attempt: Int
    public let reason: String

    public init(worker: String, attempt: Int, reason: String) {
      self.worker = worker
      self.attempt = attempt
      self.reason = reason
    }
  }
}

/// A policy's choice of the next candidate, with what it was based on.
public struct Proposal: Hashable, Sendable {
  /// Numbers the proposals of a study from 1.
  public let number: Int
  public let candidate: Candidate
  /// The journal sequence that the policy had seen.
  public let basis: Int64
  /// The predicted metric, when the policy predicts one.
  public let prediction: Double?
  /// How far off the policy thinks that the prediction may be, in the metric's unit.
  public let uncertainty: Double?
  /// Why this one, in a few words.
  public let reason: String

  public init(
    number: Int, candidate: Candidate, basis: Int64, prediction: Double?,
    uncertainty: Double? = nil, reason: String
  ) {
    self.number = number
    self.candidate = candidate
    self.basis = basis
    self.prediction = prediction
    self.uncertainty = uncertainty
    self.reason = reason
  }
}
