import Datasets

/// A layer of a plan that takes weighted sums, with its place in the network.
public struct WeightedLayer: Hashable, Sendable {
  /// Which inputs an output sums.
  public enum Kind: Hashable, Sendable {
    /// All of the image.
    case dense
    /// All channels at its position.
    case tokenDense
    /// All channels of a window.
    case convolution(LayerPlan.Window)
    /// Its own channel of a window.
    case depthwise(LayerPlan.Window)
  }

  /// The layer's name, such as `convolution-2`: the kind and its number among its kind.
  public let name: String
  public let kind: Kind
  public let input: ImageShape
  public let output: ImageShape

  /// Trainable numbers, biases included.
  public var weights: Int {
    switch kind {
    case .dense: (input.count + 1) * output.count
    case .tokenDense: (input.channels + 1) * output.channels
    case .convolution(let window):
      (window.kernel * window.kernel * input.channels + 1) * output.channels
    case .depthwise(let window): (window.kernel * window.kernel + 1) * output.channels
    }
  }
}

extension NetworkPlan {
  /// The layers that take weighted sums, in their order.
  public var weightedLayers: [WeightedLayer] {
    var ordinals: [String: Int] = [:]
    func name(_ kind: String) -> String {
      let ordinal = ordinals[kind, default: 0] + 1
      ordinals[kind] = ordinal
      return "\(kind)-\(ordinal)"
    }
    return layers.indices.compactMap { index in
      let input = index == 0 ? self.input : shapes[index - 1]
      let (kind, word): (WeightedLayer.Kind, String)
      switch layers[index] {
      case .dense: (kind, word) = (.dense, "dense")
      case .tokenDense: (kind, word) = (.tokenDense, "token-dense")
      case .convolution(_, let window): (kind, word) = (.convolution(window), "convolution")
      case .depthwise(let window): (kind, word) = (.depthwise(window), "depthwise")
      default: return nil
      }
      return WeightedLayer(name: name(word), kind: kind, input: input, output: shapes[index])
    }
  }
}
