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
  /// There when the outcome is `featurised`, and only then.
  public let spectrum: Spectrum?
  /// Absent when nothing was computed, as after a crash.
  public let provenance: Provenance?

  public init(lease: LeaseKey, outcome: Outcome, provenance: Provenance?) {
    precondition(outcome != .featurised, "a featurised report comes with its spectrum")
    self.lease = lease
    self.outcome = outcome
    spectrum = nil
    self.provenance = provenance
  }

  /// The report of a spectrum.
  public init(lease: LeaseKey, spectrum: Spectrum, provenance: Provenance?) {
    self.lease = lease
    outcome = .featurised
    self.spectrum = spectrum
    self.provenance = provenance
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
