import Digests

/// Where a result comes from: enough to repeat it, or to see why it cannot be repeated.
public struct Provenance: Hashable, Sendable {
  /// Version of the program that trained.
  public var program: String
  /// Processor model.
  public var processor: String
  /// Name of the BLAS kernels in use; results repeat bit for bit only with the same ones.
  public var kernels: String
  /// Hash of the data that was trained on.
  public var dataset: Digest
  /// Seconds spent in training steps.
  public var seconds: Double
  public var curve: [EpochRecord]

  public init(
    program: String, processor: String, kernels: String, dataset: Digest, seconds: Double,
    curve: [EpochRecord]
  ) {
    self.program = program
    self.processor = processor
    self.kernels = kernels
    self.dataset = dataset
    self.seconds = seconds
    self.curve = curve
  }
}
