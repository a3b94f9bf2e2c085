import Activations

/// The Fisher eigenvalues of a network with some function, as a vector: for each layer the
/// cumulative histogram of their logarithms, one layer after the other.
public struct Spectrum: Hashable, Sendable {
  /// One layer's part.
  public struct Layer: Hashable, Sendable {
    public enum State: String, CaseIterable, Sendable {
      case counted
      /// A factor was not finite: its eigenvalues count as 1, so that the part is a step.
      case failed
    }

    public var name: String
    /// Trainable numbers, biases included.
    public var weights: Int
    /// Edges of the histogram, `max(2, weights / 100)`; the part has one value less.
    public var edges: Int
    public var state: State

    public init(name: String, weights: Int, edges: Int, state: State = .counted) {
      self.name = name
      self.weights = weights
      self.edges = edges
      self.state = state
    }
  }

  public let layers: [Layer]
  /// Shares in 0...1: the layers' parts in their order, `edges - 1` values each.
  public let cdf: [Float]

  public init(layers: [Layer], cdf: [Float]) {
    let count = layers.reduce(0) { $0 + $1.edges - 1 }
    precondition(cdf.count == count, "\(cdf.count) values for layers of \(count)")
    self.layers = layers
    self.cdf = cdf
  }

  /// The layers as if all were counted: spectra can be compared when these are equal.
  public var layout: [Layer] {
    layers.map { Layer(name: $0.name, weights: $0.weights, edges: $0.edges) }
  }
}

/// A spectrum with the class that it is of.
public struct ClassSpectrum: Hashable, Sendable {
  public let key: ClassKey
  public let spectrum: Spectrum

  public init(key: ClassKey, spectrum: Spectrum) {
    self.key = key
    self.spectrum = spectrum
  }
}
