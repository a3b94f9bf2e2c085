/// What a function's spectrum is computed from, beside network and data: one batch of training
/// images, their labels, and the seed of the weights, which are the same for every function.
public struct SpectrumRecipe: Hashable, Sendable {
  /// The version of the whole computation; spectra of different versions are never compared.
  public static let version = 1

  /// Images in the batch.
  public var batch: Int
  public var labels: Labels
  /// Where the weights, the batch and drawn labels come from.
  public var seed: UInt64

  public init(batch: Int = 100, labels: Labels = .data, seed: UInt64 = 42) {
    self.batch = batch
    self.labels = labels
    self.seed = seed
  }

  /// Where the labels come from that the gradients are taken for.
  public enum Labels: String, CaseIterable, Sendable {
    /// The data set's own: the empirical Fisher matrix.
    case data
    /// Drawn from the network's output distribution: the Fisher matrix by its definition.
    case model
  }
}
