/// Where feature vectors lie that are not an array: in a mapped file, for one.
public protocol FeatureStore: Sendable {
  /// Lends all vectors, one after the other.
  func withValues<R, Failure: Error>(
    _ body: (Span<Float>) throws(Failure) -> R
  ) throws(Failure) -> R
}
