import Orders

/// What a slot is at, as the worker sees it.
struct SlotState: Sendable {
  enum Phase: Hashable, Sendable {
    /// It has no process, and gets one at this time.
    case down(until: Duration)
    case free
    /// It works, and gave its last sign of life at this time.
    case busy(Assignment, lastSign: Duration)
    /// It was asked to stop, and is killed at this time.
    case stopping(LeaseKey, until: Duration)
    /// It was killed, and its end was not heard of yet.
    case dying
  }

  var phase: Phase = .down(until: .zero)
  /// How often its process has ended by itself since it last gave a report.
  var endings = 0

  /// What it works on.
  var assignment: Assignment? {
    if case .busy(let assignment, _) = phase { assignment } else { nil }
  }
}
