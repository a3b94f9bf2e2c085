import Activations
import Studies

/// The spectra of a space's classes, all with the same layers.
///
/// In memory and on disk a share is a whole number of 65,535ths, which moves no value by more than
/// 8e-6.
public struct RecordedSpectra: Hashable, Sendable {
  /// The spectrum of one class.
  public struct Entry: Hashable, Sendable {
    public let key: ClassKey
    /// One for each layer.
    public let states: [Spectrum.Layer.State]
    /// The shares in 65,535ths, one layer after the other.
    public let steps: [UInt16]
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
  /// - Throws: `damagedSpectra` where two have different layers.
  public init(
    recipe: SpectrumRecipe, _ spectra: [(key: ClassKey, spectrum: Spectrum)]
  ) throws(BenchmarkingError) {
    func plain(_ spectrum: Spectrum) -> [Spectrum.Layer] {
      spectrum.layers.map { Spectrum.Layer(name: $0.name, weights: $0.weights, edges: $0.edges) }
    }
    let layers = spectra.first.map { plain($0.spectrum) } ?? []
    if let other = spectra.first(where: { plain($0.spectrum) != layers }) {
      throw .damagedSpectra(
        reason: "class \(other.key) has other layers than class \(spectra[0].key)")
    }
    self.init(
      recipe: recipe, layers: layers,
      entries: spectra.map { key, spectrum in
        Entry(
          key: key, states: spectrum.layers.map(\.state),
          steps: spectrum.cdf.map { share in
            share.isNaN ? 0 : UInt16((min(max(share, 0), 1) * 65_535).rounded())
          })
      })
  }

  /// How many values a spectrum has.
  public var width: Int { layers.reduce(0) { $0 + $1.edges - 1 } }

  /// An entry as the spectrum that it was.
  public func spectrum(_ entry: Entry) -> Spectrum {
    Spectrum(
      layers: zip(layers, entry.states).map { layer, state in
        Spectrum.Layer(
          name: layer.name, weights: layer.weights, edges: layer.edges, state: state)
      }, cdf: entry.steps.map { Float($0) / 65_535 })
  }
}
