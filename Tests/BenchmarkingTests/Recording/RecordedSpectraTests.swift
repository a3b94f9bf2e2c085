import Benchmarking
import Digests
import Studies
import Testing

@Suite struct RecordedSpectraTests {
  @Test func `what is written is read`() throws {
    let spectra = try SmallBenchmark().spectra()
    #expect(try RecordedSpectra(bytes: spectra.bytes) == spectra)
    #expect(spectra.width == 40)
    #expect(spectra.entries.contains { $0.states == [.counted, .failed] })
  }

  @Test func `shares come back bit for bit`() throws {
    let layers = [Spectrum.Layer(name: "the one", weights: 331_968, edges: 5)]
    let key = try SmallBenchmark().table.classes[0].key
    for counts in [[0, 7, 300_000, 20_001], [0, 0, 5, 0], [1, 0, 331_966, 1], [3, 1, 1, 2]] {
      let total = Double(counts.reduce(0, +))
      var sum = 0
      let shares = counts.map { count in
        sum += count
        return Float(Double(sum) / total)
      }
      let spectra = try RecordedSpectra(
        recipe: SpectrumRecipe(batch: 7, labels: .model, seed: 3),
        [(key, Spectrum(layers: layers, cdf: shares))])
      let read = try RecordedSpectra(bytes: spectra.bytes)
      #expect(read.recipe == SpectrumRecipe(batch: 7, labels: .model, seed: 3))
      #expect(read.spectrum(read.entries[0]) == Spectrum(layers: layers, cdf: shares))
    }
  }

  @Test func `what are no shares of a layer's eigenvalues is refused`() throws {
    let key = try SmallBenchmark().table.classes[0].key
    for shares: [Float] in [[0.5, 0.25, 1], [0, 0.5, 0.9], [0, .nan, 1], [0.001, 0.002, 1]] {
      #expect(throws: BenchmarkingError.self) {
        try RecordedSpectra(
          recipe: SpectrumRecipe(),
          [(key, Spectrum(layers: [.init(name: "one", weights: 400, edges: 4)], cdf: shares))])
      }
    }
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

  @Test(arguments: [": ", ": : ", ": 1", "recipe: ", "layer", " "])
  func `a heading line that says nothing is refused`(_ line: String) {
    let bytes = Array("hillock spectra: 1\n\(line)\n\n".utf8)
    let error = #expect(throws: BenchmarkingError.self) {
      try RecordedSpectra(bytes: bytes + Digest.of(bytes).bytes)
    }
    #expect(error == .damagedSpectra(reason: "'\(line)' cannot be read"))
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
