import CKernels
import Tensors

/// Batch normalization's arithmetic and the moments of the last batch.
@safe struct NormalizationKernel: ~Copyable {
  private let channels: Int
  private let epsilon: Float
  private var mean: Tensor
  private var variance: Tensor
  private var inverse: Tensor
  private var factor: Tensor
  private var offset: Tensor

  init(channels: Int, epsilon: Float) {
    self.channels = channels
    self.epsilon = epsilon
    mean = Tensor(channels)
    variance = Tensor(channels)
    inverse = Tensor(channels)
    factor = Tensor(channels)
    offset = Tensor(channels)
  }

  /// Takes the moments of a batch.
  mutating func measure(_ x: borrowing Tensor, rows: Int) {
    precondition(x.count >= rows * channels, "\(rows) rows of \(channels) (\(x.count))")
    unsafe hillock_column_moments(
      x.address, rows, channels, mean.mutableAddress, variance.mutableAddress)
    invert()
  }

  /// Takes moments that were gathered before.
  mutating func use(mean: borrowing Tensor, variance: borrowing Tensor) {
    for channel in 0..<channels {
      self.mean[channel] = mean[channel]
      self.variance[channel] = variance[channel]
    }
    invert()
  }

  /// Moves running moments towards the batch's.
  func move(mean: inout Tensor, variance: inout Tensor, by momentum: Float, rows: Int) {
    let unbiased = Float(rows) / Float(max(1, rows - 1))
    for channel in 0..<channels {
      mean[channel] += momentum * (self.mean[channel] - mean[channel])
      variance[channel] += momentum * (self.variance[channel] * unbiased - variance[channel])
    }
  }

  mutating func forward(
    _ x: borrowing Tensor, scale: borrowing Tensor, shift: borrowing Tensor, rows: Int,
    into y: inout Tensor
  ) {
    precondition(
      x.count >= rows * channels && y.count >= rows * channels,
      "\(rows) rows of \(channels) (\(x.count), \(y.count))")
    for channel in 0..<channels {
      factor[channel] = scale[channel] * inverse[channel]
      offset[channel] = shift[channel] - mean[channel] * factor[channel]
    }
    unsafe hillock_scale_columns(
      x.address, rows, channels, factor.address, offset.address, y.mutableAddress)
  }

  mutating func parameterGradients(
    _ x: borrowing Tensor, _ gy: borrowing Tensor, rows: Int, scale: inout Tensor,
    shift: inout Tensor
  ) {
    precondition(
      x.count >= rows * channels && gy.count >= rows * channels && scale.count == channels
        && shift.count == channels,
      "\(rows) rows of \(channels) (\(x.count), \(gy.count), \(scale.count), \(shift.count))")
    unsafe hillock_normalization_sums(
      x.address, gy.address, rows, channels, mean.address, inverse.address, shift.mutableAddress,
      scale.mutableAddress)
  }

  /// The input's gradients, right after `parameterGradients` of the same batch.
  mutating func inputGradients(
    _ x: borrowing Tensor, _ gy: borrowing Tensor, scale: Parameter, shift: Parameter, rows: Int,
    into gx: inout Tensor
  ) {
    precondition(
      x.count >= rows * channels && gy.count >= rows * channels && gx.count >= rows * channels,
      "\(rows) rows of \(channels) (\(x.count), \(gy.count), \(gx.count))")
    for channel in 0..<channels {
      offset[channel] = shift.gradients[channel] / Float(rows)
      variance[channel] = scale.gradients[channel] / Float(rows)
    }
    unsafe hillock_normalization_gradient(
      x.address, gy.address, rows, channels, mean.address, inverse.address, factor.address,
      offset.address, variance.address, gx.mutableAddress)
  }

  /// The input's gradients where the moments do not depend on the batch.
  mutating func inputGradients(
    ofFixedMoments gy: borrowing Tensor, scale: borrowing Tensor, rows: Int,
    into gx: inout Tensor
  ) {
    precondition(
      gy.count >= rows * channels && gx.count >= rows * channels,
      "\(rows) rows of \(channels) (\(gy.count), \(gx.count))")
    for channel in 0..<channels {
      factor[channel] = scale[channel] * inverse[channel]
      offset[channel] = 0
    }
    unsafe hillock_scale_columns(
      gy.address, rows, channels, factor.address, offset.address, gx.mutableAddress)
  }

  private mutating func invert() {
    for channel in 0..<channels {
      inverse[channel] = 1 / (variance[channel] + epsilon).squareRoot()
    }
  }
}
