import Datasets
import Tensors

/// What flows between two layers: a batch of values and the loss's gradient by them.
///
/// Two signals may share a buffer: flattening only renames the axes, and a gradient that is
/// multiplied in place needs no second one. Layers rely on one rule: nobody but the layer that
/// follows reads a signal's values after they were produced, so that layer may replace them.
final class Signal {
  let shape: ImageShape
  /// The most images that fit.
  let capacity: Int
  let values: Buffer
  /// Missing where nothing before this point learns.
  let gradients: Buffer?

  init(shape: ImageShape, capacity: Int, values: Buffer? = nil, gradients: Buffer?) {
    self.shape = shape
    self.capacity = capacity
    self.values = values ?? Buffer(count: capacity * shape.count)
    self.gradients = gradients
  }

  convenience init(shape: ImageShape, capacity: Int, hasGradients: Bool) {
    self.init(
      shape: shape, capacity: capacity,
      gradients: hasGradients ? Buffer(count: capacity * shape.count) : nil)
  }
}

/// A tensor that several owners refer to.
final class Buffer {
  var tensor: Tensor

  init(count: Int) {
    tensor = Tensor(count)
  }
}
