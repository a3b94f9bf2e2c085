import Activations
import Datasets
import Randomness
import Tensors

/// A network at its start that shows, for one batch, what its weighted layers read and the
/// gradients of what they write.
///
/// Batch normalisation uses its initial moments, dropout lets everything through, and no weight
/// changes: any number of functions may be inspected one after the other. It belongs to one
/// thread.
public final class InspectedNetwork {
  /// The layers that take weighted sums, in their order.
  public let layers: [WeightedLayer]
  /// How many images the batch has.
  public let images: Int
  private let network: Network
  private let classes: Int
  private var labels: [Int32]

  /// Builds a network with He's initial weights, which depend on the seed and the plan alone.
  ///
  /// - Parameters:
  ///   - plan: the network, whose output is flat: one number a class.
  ///   - activation: the function of its activation layers.
  ///   - images: how many a batch has.
  ///   - seed: where the weights come from.
  public init(plan: NetworkPlan, activation: ActivationFunction, images: Int, seed: Seed) {
    layers = plan.weightedLayers
    network = Network(plan: plan, activation: activation, capacity: images)
    network.initialize(seed: seed)
    classes = plan.output.count
    self.images = images
    labels = Array(repeating: 0, count: images)
    precondition(weighted.count == layers.count, "\(layers.count) layers (\(weighted.count))")
  }

  /// Replaces the function of the activation layers.
  public func use(_ activation: ActivationFunction) {
    for case let layer as Activation in network.layers { layer.use(activation) }
  }

  /// The images of the batch.
  public var batch: [Float] { network.input.values.tensor.numbers }

  /// What the last `forward` put out, one row of logits an image.
  public var logits: [Float] { network.output.values.tensor.numbers }

  /// The weights and biases of a layer, with the weights' shape; nil where it has no bias.
  public func parameters(of layer: Int) -> (weights: [Float], shape: [Int], bias: [Float]?) {
    let layer = weighted[layer]
    let bias = layer.bias.map { $0.values.numbers }
    return (layer.weights.values.numbers, layer.weights.values.shape, bias)
  }

  /// Sends a batch through the layers.
  ///
  /// - Parameters:
  ///   - examples: where the images come from.
  ///   - indices: which, as many as `images`.
  ///   - visit: called with each weighted layer's number and the values that it reads.
  /// - Returns: the classes of the images.
  /// - Throws: what `visit` throws, at once.
  public func forward<E: Error>(
    _ examples: Examples, _ indices: [Int32],
    visit: (Int, borrowing Tensor) throws(E) -> Void
  ) throws(E) -> [Int32] {
    precondition(indices.count == images, "\(indices.count) images (\(images))")
    gather(examples, 0..<images, of: indices, into: &network.input.values.tensor, labels: &labels)
    let pass = Pass.inspection(images: images)
    var number = 0
    for layer in network.layers {
      if let weighted = layer as? any Weighted {
        try visit(number, weighted.input.values.tensor)
        number += 1
      }
      layer.forward(pass)
    }
    return labels
  }

  /// Sends the gradient of the batch's mean cross-entropy back, right after `forward`.
  ///
  /// - Parameters:
  ///   - labels: the class of each image, in `0..<classes`.
  ///   - visit: called with each weighted layer's number, the last layer's first, and the
  ///     gradients of what it writes.
  /// - Throws: what `visit` throws, at once.
  public func backward<E: Error>(
    _ labels: [Int32], visit: (Int, borrowing Tensor) throws(E) -> Void
  ) throws(E) {
    _ = softmaxCrossEntropy(
      network.output.values.tensor, labels: labels, rows: images, classes: classes,
      gradients: network.output.gradients)
    let pass = Pass.inspection(images: images)
    var number = layers.count
    for layer in network.layers.reversed() {
      if let weighted = layer as? any Weighted, let gradients = weighted.output.gradients {
        number -= 1
        try visit(number, gradients.tensor)
      }
      layer.backward(pass)
    }
  }

  private var weighted: [any Weighted] { network.layers.compactMap { $0 as? any Weighted } }
}
