import JSON
import Studies

/// One committed event of a study: what the log stream shows and an audit reads.
public struct JournalEntry: Hashable, Sendable {
  /// From 1, without gaps.
  public let sequence: Int64
  /// Milliseconds since 1970.
  public let time: Int64
  public let kind: Kind
  public let fields: JSON

  public init(sequence: Int64, time: Int64, kind: Kind, fields: JSON) {
    self.sequence = sequence
    self.time = time
    self.kind = kind
    self.fields = fields
  }

  /// The kinds of event; docs/events.md describes the fields of each.
  public enum Kind: String, CaseIterable, Sendable {
    case studyStarted = "study-started"
    case studyContinued = "study-continued"
    case workerJoined = "worker-joined"
    case workerReturned = "worker-returned"
    case workerLeft = "worker-left"
    case workerLost = "worker-lost"
    case featurisationStarted = "featurisation-started"
    case featurised
    case featurisationFinished = "featurisation-finished"
    case proposed
    case leased
    case leaseLost = "lease-lost"
    case reported
    case duplicate
    case retried
    case quarantined
    case idle
    case spaceExhausted = "space-exhausted"
    case confirmationStarted = "confirmation-started"
    case studyFinished = "study-finished"
    case studyFailed = "study-failed"
  }
}
