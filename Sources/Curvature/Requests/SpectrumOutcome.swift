import Studies

/// How a spectrum's computation ended.
public enum SpectrumOutcome: Hashable, Sendable {
  case completed(Spectrum)
  /// The function has no spectrum in this network; a result, not an error.
  case infeasible(NothingCounted)
  /// It was stopped on request.
  case cancelled
}

/// A layer of whose eigenvalues none has a logarithm from -100 to 100, as when no gradient
/// reaches it.
public struct NothingCounted: Hashable, Sendable, CustomStringConvertible {
  /// The first such layer.
  public let layer: String

  public init(layer: String) { self.layer = layer }

  public var description: String {
    "no eigenvalue of \(layer) can be counted (their logarithms must lie in -100...100)"
  }
}
