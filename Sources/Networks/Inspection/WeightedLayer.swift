import Datasets

/// A layer of a plan that takes weighted sums, with its place in the network.
public struct WeightedLayer: Hashable, Sendable {
  /// The layer's name, such as `convolution-2`: its word and its number among those of its word.
  public let name: String
  public let sums: WeightedSums
  public let input: ImageShape
  public let output: ImageShape
  /// Trainable numbers, biases included.
  public let weights: Int
}

extension NetworkPlan {
  /// The layers that take weighted sums, in their order.
  public var weightedLayers: [WeightedLayer] {
    nodes.compactMap { node in
      node.kind.sums.map {
        WeightedLayer(
          name: node.label, sums: $0, input: inputs(of: node)[0], output: node.shape,
          weights: node.cost.parameters)
      }
    }
  }
}
