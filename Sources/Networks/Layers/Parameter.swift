import Randomness
import Tensors

/// Numbers that are learnt, with the loss's gradient by them and the optimiser's velocity.
final class Parameter {
  let name: String
  var values: Tensor
  var gradients: Tensor
  var velocity: Tensor
  let initial: Initialization
  let group: Group

  /// What the optimizer treats alike.
  enum Group: Hashable {
    /// Weights, biases, scales and shifts.
    case weights
    /// What activation functions learn.
    case activation
  }

  /// How the numbers start.
  enum Initialization: Hashable {
    case constant(Float)
    /// One number for each row of a matrix.
    case rows([Float])
    /// Normal with variance 2 / inputs (He et al. 2015, arXiv 1502.01852, equation 10).
    case he(inputs: Int)
  }

  init(_ name: String, shape: [Int], initial: Initialization, group: Group = .weights) {
    self.name = name
    self.initial = initial
    self.group = group
    values = Tensor(shape: shape)
    gradients = Tensor(shape: shape)
    velocity = Tensor(shape: shape)
  }

  /// Sets the numbers to their start; the draws depend on the seed and the name alone.
  func initialize(seed: Seed) {
    velocity.fill(0)
    switch initial {
    case .constant(let number): values.fill(number)
    case .rows(let numbers):
      let columns = values.count / max(1, numbers.count)
      values.replace(by: numbers.flatMap { Array(repeating: $0, count: columns) })
    case .he(let inputs):
      var generator = Generator(seed: seed.derived(name))
      let deviation = (2 / Double(inputs)).squareRoot()
      values.replace(
        by: (0..<values.count).map { _ in Float(deviation * generator.normal()) })
    }
  }

  /// Takes over gradients that were summed in double precision.
  func setGradients(_ sums: [Double]) {
    gradients.withMutableSpan(first: sums.count) { gradients in
      for index in sums.indices { gradients[index] = Float(sums[index]) }
    }
  }
}
