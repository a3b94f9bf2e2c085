import Digests

/// A labelled set of images in three parts, standardized by the training part.
///
/// A value is cheap to copy and may be used by any number of threads: the images are bytes that
/// are never written again, shared with other processes where they lie in a cache file.
public struct Dataset: Sendable {
  /// What a study file calls it.
  public let name: String
  /// Identifies the images and labels: two data sets of the same digest train the same networks.
  public let digest: Digest
  public let shape: ImageShape
  public let classCount: Int
  /// The examples that weights are fitted to.
  public let train: Examples
  /// The examples that a search is driven by.
  public let validation: Examples
  /// The examples that only a confirmation may look at.
  public let test: Examples
  /// The mean of the training pixels, each divided by 255.
  public let mean: Float
  /// The standard deviation (of the population) of the training pixels, each divided by 255.
  public let deviation: Float
  /// Where the images lie.
  public let placement: Placement
}

/// Where the images of an open data set lie.
public enum Placement: Hashable, Sendable {
  /// In a cache file that every process of the machine maps, so that they share one copy.
  case shared(file: String)
  /// In this process's own memory, and why not in the cache.
  case memory(reason: String)
  /// In this process's own memory, where a formula made them.
  case made
}
