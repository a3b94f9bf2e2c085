import Studies

/// One lease of one order: an order leased again has the next attempt number.
public struct LeaseKey: Hashable, Sendable {
  public let order: WorkOrder.ID
  /// From 1.
  public let attempt: Int

  public init(order: WorkOrder.ID, attempt: Int) {
    self.order = order
    self.attempt = attempt
  }
}

/// What comes back for a work order.
public struct Report: Hashable, Sendable {
  public let lease: LeaseKey
  public let outcome: Outcome
  /// Absent when nothing was computed, as after a crash.
  public let provenance: Provenance?

  public init(lease: LeaseKey, outcome: Outcome, provenance: Provenance?) {
    self.lease = lease
    self.outcome = outcome
    self.provenance = provenance
  }

  /// The spectrum that was found, where one was.
  public var spectrum: Spectrum? {
    if case .completed(.spectrum(let spectrum)) = outcome { spectrum } else { nil }
  }
}

/// What a slot says while it works on an order.
public struct Progress: Hashable, Sendable {
  public let lease: LeaseKey
  public let record: EpochRecord

  public init(lease: LeaseKey, record: EpochRecord) {
    self.lease = lease
    self.record = record
  }
}
