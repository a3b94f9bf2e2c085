import Datasets
import Tensors

/// What flows from one layer to the next: a batch of values and the loss's gradient by them.
///
/// A signal has one reader: where several layers read what one writes, a `Fork` gives each a
/// signal of its own. Layers rely on that. Nobody but the reader looks at a signal's values after
/// they were produced, so that it may replace them unless they are shared; and nobody but the
/// writer looks at its gradients after the reader wrote them.
///
/// Signals may have a buffer in common: flattening only renames the axes, and gradients that are
/// changed in place need no second buffer.
final class Signal {
  let shape: ImageShape
  /// The most images that fit.
  let capacity: Int
  let values: Buffer
  /// Whether other signals have the same values and need them later: the reader leaves them.
  let isShared: Bool
  /// Missing where nothing before this point learns.
  private(set) var gradients: Buffer?
  /// Whether the writer only reads the gradients: it neither changes them in place nor hands their
  /// buffer on to what it reads.
  private(set) var ownsGradients: Bool
  /// The number of the layer that writes, in the order of the layers; the network's input has 0.
  var writer = 0

  /// A signal with memory of its own.
  init(shape: ImageShape, capacity: Int, hasGradients: Bool) {
    self.shape = shape
    self.capacity = capacity
    values = Buffer(count: capacity * shape.count)
    isShared = false
    gradients = hasGradients ? Buffer(count: capacity * shape.count) : nil
    ownsGradients = true
  }

  /// A signal that goes on with the buffers of another one.
  ///
  /// - Parameters:
  ///   - before: whose gradients the writer changes in place.
  ///   - shape: the axes; as many numbers.
  ///   - values: the buffer of the values; nil makes one.
  ///   - isShared: whether that buffer is read by others.
  init(after before: Signal, shape: ImageShape, values: Buffer? = nil, isShared: Bool = false) {
    precondition(shape.count == before.shape.count, "\(shape) after \(before.shape)")
    self.shape = shape
    capacity = before.capacity
    self.values = values ?? Buffer(count: capacity * shape.count)
    self.isShared = isShared
    gradients = before.gradients
    ownsGradients = false
  }

  /// One of several signals with the same values, each with gradients of its own.
  init(sharing source: Signal) {
    shape = source.shape
    capacity = source.capacity
    values = source.values
    isShared = true
    gradients = source.gradients.map { _ in Buffer(count: source.capacity * source.shape.count) }
    ownsGradients = true
  }

  /// Lets the gradients of a signal that owns them lie in another buffer.
  func takeGradients(of other: Signal) {
    precondition(ownsGradients && gradients != nil, "gradients that are somebody else's")
    gradients = other.gradients
    ownsGradients = false
  }
}

/// A tensor that several owners refer to.
final class Buffer {
  var tensor: Tensor

  init(count: Int) {
    tensor = Tensor(count)
  }
}
