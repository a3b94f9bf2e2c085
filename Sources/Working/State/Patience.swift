/// How long a worker waits for what.
struct Patience: Hashable, Sendable {
  /// Between two hellos, until a welcome says how often a sign of life is wanted.
  var heartbeat: Duration = .seconds(1)
  /// Before an unacknowledged report is sent again.
  var resending: Duration = .seconds(2)
  /// While another worker has this one's name: it may be an earlier life that was killed.
  var nameTaken: Duration = .seconds(15)
  /// After a slot was asked to stop, before it is killed.
  var stopping: Duration = .seconds(10)
  /// For acknowledgements, when everything else is done.
  var farewell: Duration = .seconds(5)
  /// For running evaluations, once the worker drains.
  var grace: Duration = .seconds(60)
  /// From the start until the worker drains by itself; nil for never.
  var lifetime: Duration?

  /// The pause before a slot's process is started again: none after its first end, then 1 s,
  /// doubled each time, up to 30 s.
  static func pause(afterEndings count: Int) -> Duration {
    count < 2 ? .zero : .seconds(min(30, 1 << min(count - 2, 5)))
  }
}
