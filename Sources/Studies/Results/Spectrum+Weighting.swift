extension Spectrum {
  /// Multipliers for the values, as many as `cdf` has.
  ///
  /// On equal bins of width 200 / (edges - 1) the sum of a layer's |a - b| times that width is the
  /// 1-Wasserstein distance, up to a bin's width.
  public func weights(_ weighting: SpectrumWeighting) -> [Float] {
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
