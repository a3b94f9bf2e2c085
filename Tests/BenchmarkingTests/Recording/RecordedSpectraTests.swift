import Benchmarking
import Studies
import Testing

@Suite struct RecordedSpectraTests {
  @Test func `what is written is read`() throws {
    let spectra = try SmallBenchmark().spectra()
    #expect(try RecordedSpectra(bytes: spectra.bytes) == spectra)
    #expect(spectra.width == 40)
    #expect(spectra.entries.contains { $0.states == [.counted, .failed] })
  }

  @Test func `shares move by less than a hundred-thousandth`() throws {
    let layers = [Spectrum.Layer(name: "one", weights: 400, edges: 5)]
    let key = try SmallBenchmark().table.classes[0].key
    let shares: [Float] = [0, 0.123_456_7, 0.999_99, 1]
    let spectra = try RecordedSpectra(
      recipe: SpectrumRecipe(batch: 7, labels: .model, seed: 3),
      [(key, Spectrum(layers: layers, cdf: shares))])
    let read = try RecordedSpectra(bytes: spectra.bytes)
    #expect(read.recipe == SpectrumRecipe(batch: 7, labels: .model, seed: 3))
    let found = read.spectrum(read.entries[0])
    #expect(found.layers == layers)
    for (one, other) in zip(found.cdf, shares) { #expect(abs(one - other) < 1e-5) }
  }

  @Test func `what was changed or cut off is refused`() throws {
    let bytes = try SmallBenchmark().spectra().bytes
    for count in [0, 10, 40, bytes.count / 2, bytes.count - 1] {
      #expect(throws: BenchmarkingError.self) {
        try RecordedSpectra(bytes: Array(bytes.prefix(count)))
      }
    }
    for place in [20, 300, bytes.count / 2, bytes.count - 1] {
      var changed = bytes
      changed[place] ^= 4
      #expect(throws: BenchmarkingError.self) { try RecordedSpectra(bytes: changed) }
    }
  }

  @Test func `spectra with other layers do not go together`() throws {
    let keys = try SmallBenchmark().table.classes.prefix(2).map(\.key)
    func spectrum(_ weights: Int) -> Spectrum {
      Spectrum(layers: [.init(name: "one", weights: weights, edges: 3)], cdf: [0, 1])
    }
    #expect(throws: BenchmarkingError.self) {
      try RecordedSpectra(
        recipe: SpectrumRecipe(), [(keys[0], spectrum(300)), (keys[1], spectrum(301))])
    }
  }
}
