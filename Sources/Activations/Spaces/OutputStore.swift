/// Where the outputs of a table's classes lie: in memory or in a mapped file.
public protocol OutputStore: Sendable {
  /// Lends the outputs of all classes, one row of `Probe.count` after the other.
  func withOutputs<R, Failure: Error>(
    _ body: (Span<Float>) throws(Failure) -> R
  ) throws(Failure) -> R
}
