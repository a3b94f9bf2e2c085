import Studies

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
