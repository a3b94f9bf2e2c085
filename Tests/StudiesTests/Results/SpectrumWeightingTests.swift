import Foundation
import Studies
import Testing

@Suite struct SpectrumWeightingTests {
  /// The normal distribution at the right edges of the bins.
  private func normal(mean: Double, deviation: Double, edges: Int) -> [Float] {
    (1..<edges).map { edge in
      let x = Double(edge) * 200 / Double(edges - 1) - 100
      return Float(0.5 * (1 + erf((x - mean) / deviation / 2.0.squareRoot())))
    }
  }

  private func distance(_ a: Spectrum, _ b: Spectrum, _ weighting: SpectrumWeighting) -> Double {
    zip(zip(a.cdf, b.cdf), a.weights(weighting)).reduce(0) {
      $0 + abs(Double($1.0.0) - Double($1.0.1)) * Double($1.1)
    }
  }

  @Test(arguments: [(26, 2_688, 0.62636), (830, 83_040, 20.75823), (3_319, 331_968, 83.08299)])
  func
    `the code's distance of two normal distributions grows with the bins, the paper's is Wasserstein's over the weights`(
      edges: Int, weights: Int, expected: Double
    )
  {
    let layers = [Spectrum.Layer(name: "layer", weights: weights, edges: edges)]
    let a = Spectrum(layers: layers, cdf: normal(mean: -20, deviation: 5, edges: edges))
    let b = Spectrum(layers: layers, cdf: normal(mean: -15, deviation: 7, edges: edges))
    #expect(abs(distance(a, b, .code) - expected) < 1e-5 * Double(edges) / 26 + 5e-6)
    #expect(abs(distance(a, b, .paper) * Double(weights) - 5.00802) < 0.01)
  }

  @Test func `weights go layer by layer`() {
    let layers = [
      Spectrum.Layer(name: "a", weights: 100, edges: 3),
      Spectrum.Layer(name: "b", weights: 50, edges: 2),
    ]
    let spectrum = Spectrum(layers: layers, cdf: [0, 1, 1])
    #expect(spectrum.weights(.code) == [1, 1, 1])
    #expect(spectrum.weights(.paper) == [1, 1, 4])
  }
}
