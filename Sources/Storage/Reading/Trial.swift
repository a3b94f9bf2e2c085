import Activations
import JSON
import Orders
import Studies

/// One evaluation of a study as people look at it: an order with what came of it.
public struct Trial: Hashable, Sendable {
  /// The order with its candidate, purpose, state and failures.
  public let order: OrderRecord
  /// Who settled it, or who holds it now.
  public let worker: String?
  /// Milliseconds since 1970; nil when it has not begun, or when a restart lost it.
  public let startedAt: Int64?
  /// When its result was reported; milliseconds since 1970.
  public let finishedAt: Int64?
  /// Where its result comes from.
  public let provenance: Provenance?

  /// What became of it, once it is settled.
  public var outcome: Outcome? {
    if case .settled(let result) = order.state { result.outcome } else { nil }
  }

  /// What it measured, once it is completed.
  public var metrics: Metrics? {
    outcome?.metrics
  }

  public var state: TrialRecord.State {
    switch order.state {
    case .waiting: .waiting
    case .leased: .running
    case .quarantined: .quarantined
    case .settled(let result):
      switch result.outcome {
      case .completed: .completed
      case .infeasible: .infeasible
      case .failed: .failed
      case .cancelled: .cancelled
      }
    }
  }

  /// The attempt that settled it, or the latest; 0 when there was none.
  public var attempt: Int {
    if case .settled(let result) = order.state { result.attempt } else { order.attempts }
  }

  /// Why it is not completed, where there is a reason; a number that is not finite counts as one.
  public var reason: String? {
    switch order.state {
    case .waiting, .leased: nil
    case .quarantined: order.failures.last?.reason ?? "lost with its workers"
    case .settled(let result): result.outcome.reason
    }
  }

  /// What people and scripts are told of it.
  public var record: TrialRecord { TrialRecord(self) }

  /// The record for scripts.
  public var json: JSON { record.json }
}
