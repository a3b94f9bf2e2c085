extension Spectrum {
  /// How layers count in the distance of two spectra, the sum of |a - b| times a weight.
  public enum Weighting: String, CaseIterable, Sendable {
    /// Every value counts alike, as in the published code: a layer counts by its number of bins,
    /// and so roughly by its number of weights.
    case code
    /// The published definition: the sum over layers of the 1-Wasserstein distance between their
    /// distributions of log eigenvalues, divided by the layer's number of weights.
    case paper
  }

  /// Multipliers for the values, as many as `cdf` has.
  ///
  /// On equal bins of width 200 / (edges - 1) the sum of a layer's |a - b| times that width is the
  /// 1-Wasserstein distance, up to a bin's width.
  public func weights(_ weighting: Weighting) -> [Float] {
    layers.flatMap { layer in
      let weight =
        switch weighting {
        case .code: Float(1)
        case .paper: Float(200 / Double(layer.edges - 1) / Double(layer.weights))
        }
      return Array(repeating: weight, count: layer.edges - 1)
    }
  }
}
