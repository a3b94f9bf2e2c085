import Digests

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
