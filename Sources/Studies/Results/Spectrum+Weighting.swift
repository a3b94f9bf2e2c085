extension Spectrum {
  /// Multipliers for the values, as many as `cdf` has.
  public func weights(_ weighting: SpectrumWeighting) -> [Float] {
    layers.flatMap { Array(repeating: $0.weight(weighting), count: $0.edges - 1) }
  }
}

extension Spectrum.Layer {
  /// The multiplier for the layer's values.
  ///
  /// On equal bins of width 200 / (edges - 1) the sum of a layer's |a - b| times that width is the
  /// 1-Wasserstein distance, up to a bin's width.
  public func weight(_ weighting: SpectrumWeighting) -> Float {
    switch weighting {
    case .code: 1
    case .paper: Float(200 / Double(edges - 1) / Double(weights))
    }
  }
}
