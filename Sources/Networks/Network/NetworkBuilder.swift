import Activations
import Datasets

/// Strings layers together, each with the signal it reads and the one it writes.
struct NetworkBuilder {
  private(set) var layers: [any Layer] = []
  /// The signal that the next layer reads.
  private(set) var last: Signal
  private let activation: ActivationFunction
  private var ordinals: [String: Int] = [:]

  init(input: Signal, activation: ActivationFunction) {
    last = input
    self.activation = activation
  }

  /// Adds a layer; names count per kind, so that a dropout moves no other layer's seed.
  mutating func add(_ plan: LayerPlan, output shape: ImageShape) {
    let input = last
    switch plan {
    case .dense:
      last = next(shape, learns: true)
      layers.append(Dense(name: name("dense"), input: input, output: last))
    case .convolution(_, let window):
      last = next(shape, learns: true)
      layers.append(
        Convolution(name: name("convolution"), window: window, input: input, output: last))
    case .tokenDense:
      last = next(shape, learns: true)
      layers.append(
        Dense(name: name("token-dense"), input: input, output: last, isPerPosition: true))
    case .depthwise(let window):
      last = next(shape, learns: true)
      layers.append(
        Depthwise(name: name("depthwise"), window: window, input: input, output: last))
    case .batchNorm:
      last = next(shape, learns: true)
      layers.append(BatchNormalization(name: name("batch-norm"), input: input, output: last))
    case .maxPool(let window):
      last = next(shape)
      layers.append(MaxPooling(window: window, input: input, output: last))
    case .averagePool(let window):
      last = next(shape)
      layers.append(AveragePooling(window: window, input: input, output: last))
    case .globalAveragePool:
      last = next(shape)
      layers.append(GlobalAveragePooling(input: input, output: last))
    case .activation:
      last = Signal(shape: shape, capacity: input.capacity, gradients: input.gradients)
      layers.append(Activation(function: activation, input: input, output: last))
    case .dropout(let rate):
      layers.append(Dropout(name: name("dropout"), rate: rate, signal: input))
    case .flatten:
      last = Signal(
        shape: shape, capacity: input.capacity, values: input.values, gradients: input.gradients)
    }
  }

  private func next(_ shape: ImageShape, learns: Bool = false) -> Signal {
    Signal(
      shape: shape, capacity: last.capacity, hasGradients: learns || last.gradients != nil)
  }

  private mutating func name(_ kind: String) -> String {
    let ordinal = ordinals[kind, default: 0] + 1
    ordinals[kind] = ordinal
    return "\(kind)-\(ordinal)"
  }
}
