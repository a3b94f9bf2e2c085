/// An order held by a worker until it is reported, given back, or lost.
struct Lease: Sendable {
  let key: LeaseKey
  let worker: String
  let incarnation: UInt64
  /// The last time the worker was told of it or named it.
  var confirmedAt: Duration
  /// When it began; milliseconds since 1970, nil after a restart.
  let startedAt: Int64?
  /// After a coordinator's restart: how long it waits for its worker's hello.
  var graceUntil: Duration?
}

/// An order that waits for a worker.
struct WaitingOrder: Sendable {
  let id: WorkOrder.ID
  /// Since when it could have been leased.
  let since: Duration
  /// An order that failed waits a moment.
  let notBefore: Duration
}
