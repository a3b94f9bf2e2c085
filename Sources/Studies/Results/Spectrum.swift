import Activations
import Digests

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

/// A spectrum as it travels and is stored.
extension Spectrum {
  /// The most values that one may have: 4 MiB, a network of a hundred million weights.
  public static let largestCount = 1 << 20

  /// The values as IEEE single precision, least significant byte first, 4 bytes each.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * cdf.count)
    for value in cdf {
      let bits = value.bitPattern
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
    }
    return bytes
  }

  /// The spectrum of some layers with values that `bytes` gave.
  ///
  /// - Returns: nil where the layers have another number of values, or less than one each.
  public init?(layers: [Layer], bytes: [UInt8]) {
    var count = 0
    for layer in layers {
      guard (2...Self.largestCount).contains(layer.edges), count <= Self.largestCount else {
        return nil
      }
      count += layer.edges - 1
    }
    guard bytes.count == 4 * count else { return nil }
    var values: [Float] = []
    values.reserveCapacity(count)
    for place in 0..<count {
      let start = 4 * place
      let bits =
        UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
        | UInt32(bytes[start + 3]) << 24
      values.append(Float(bitPattern: bits))
    }
    self.init(layers: layers, cdf: values)
  }

  /// SHA-256 over the version of the computation, the layers and the values: made where the
  /// spectrum is, and compared wherever it arrives.
  ///
  /// - Parameters:
  ///   - version: the recipe's version.
  ///   - bytes: `bytes`, when it is at hand.
  /// - Returns: the hash of `version`, then a line `name weights edges state` for each layer, as
  ///   UTF-8, then the bytes of the values.
  public func checksum(version: Int, bytes: [UInt8]? = nil) -> Digest {
    var hash = SHA256()
    hash.update("\(version)\n".utf8)
    for layer in layers {
      hash.update("\(layer.name) \(layer.weights) \(layer.edges) \(layer.state.rawValue)\n".utf8)
    }
    hash.update(bytes ?? self.bytes)
    return hash.finalized()
  }
}

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
