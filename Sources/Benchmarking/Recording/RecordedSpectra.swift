import Activations
import Studies

/// The spectra of a space's classes, all with the same layers.
///
/// Shares are kept as the counts that they came from, so that nothing is lost in memory or on disk.
public struct RecordedSpectra: Hashable, Sendable {
  /// The spectrum of one class.
  public struct Entry: Hashable, Sendable {
    public let key: ClassKey
    /// One for each layer.
    public let states: [Spectrum.Layer.State]
    /// How many eigenvalues lie between two edges, one layer after the other.
    ///
    /// A layer's counts have no common divisor.
    public let counts: [UInt32]
  }

  public let recipe: SpectrumRecipe
  /// Without states, which each class has of its own.
  public let layers: [Spectrum.Layer]
  /// By their keys.
  public let entries: [Entry]

  init(recipe: SpectrumRecipe, layers: [Spectrum.Layer], entries: [Entry]) {
    self.recipe = recipe
    self.layers = layers
    self.entries = entries.sorted { $0.key < $1.key }
  }

  /// Puts spectra together.
  ///
  /// - Parameters:
  ///   - recipe: how they were made.
  ///   - spectra: those that are complete, in any order; a class occurs once.
  /// - Throws: `damagedSpectra` where two have different layers, or where a layer's shares are no
  ///   cumulative counts of at most its weights.
  public init(
    recipe: SpectrumRecipe, _ spectra: [(key: ClassKey, spectrum: Spectrum)]
  ) throws(BenchmarkingError) {
    func plain(_ spectrum: Spectrum) -> [Spectrum.Layer] {
      spectrum.layers.map { Spectrum.Layer(name: $0.name, weights: $0.weights, edges: $0.edges) }
    }
    let layers = spectra.first.map { plain($0.spectrum) } ?? []
    var entries: [Entry] = []
    for (key, spectrum) in spectra {
      guard plain(spectrum) == layers else {
        throw .damagedSpectra(
          reason: "class \(key) has other layers than class \(spectra[0].key)")
      }
      var counts: [UInt32] = []
      for layer in layers {
        let shares = spectrum.cdf[counts.count..<counts.count + layer.edges - 1]
        guard let found = ShareCounts.counts(of: Array(shares), atMost: layer.weights) else {
          throw .damagedSpectra(
            reason: "class \(key) has shares in \(layer.name) that are no shares of "
              + "\(layer.weights) eigenvalues")
        }
        counts += found
      }
      entries.append(Entry(key: key, states: spectrum.layers.map(\.state), counts: counts))
    }
    self.init(recipe: recipe, layers: layers, entries: entries)
  }

  /// How many values a spectrum has.
  public var width: Int { layers.reduce(0) { $0 + $1.edges - 1 } }

  /// An entry as the spectrum that it was, bit for bit.
  public func spectrum(_ entry: Entry) -> Spectrum {
    Spectrum(
      layers: zip(layers, entry.states).map { layer, state in
        Spectrum.Layer(
          name: layer.name, weights: layer.weights, edges: layer.edges, state: state)
      }, cdf: shares(entry))
  }

  /// The shares of an entry, one layer after the other.
  public func shares(_ entry: Entry) -> [Float] {
    var shares: [Float] = []
    shares.reserveCapacity(entry.counts.count)
    for layer in layers {
      shares += ShareCounts.shares(of: entry.counts[shares.count..<shares.count + layer.edges - 1])
    }
    return shares
  }
}
