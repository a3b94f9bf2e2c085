import Datasets
import Tensors

/// Each channel shifted and scaled to mean 0 and variance 1, then by learnt numbers: `batch-norm`.
struct BatchNormalizationKind: LayerKind {
  static let words = ["batch-norm"]

  init(_ word: String, reading line: inout PlanLine) {}

  func cost(of inputs: [ImageShape]) -> Cost { Cost(parameters: 2 * inputs[0].channels) }

  func layer(at site: Site) -> any Layer {
    BatchNormalization(name: site.name, input: site.input, output: site.signal(learns: true))
  }
}

/// A batch normalization at its place in a network.
///
/// Ioffe and Szegedy 2015 (arXiv 1502.03167), algorithm 1: y = scale * (x - mean) /
/// sqrt(variance + 1e-5) + shift. Training uses the batch's moments and moves the running ones
/// a tenth of the way to them (to the unbiased variance, as PyTorch does); inference uses the
/// running ones. A batch of a single number per channel has no unbiased variance: the running
/// one then moves towards the plain variance, 0.
final class BatchNormalization: Layer {
  static let epsilon: Float = 1e-5
  static let momentum: Float = 0.1

  let input: Signal
  let output: Signal
  let scale: Parameter
  let shift: Parameter
  private(set) var runningMean: Tensor
  private(set) var runningVariance: Tensor
  private var kernel: NormalizationKernel

  init(name: String, input: Signal, output: Signal) {
    self.input = input
    self.output = output
    let channels = input.shape.channels
    scale = Parameter("\(name).scale", shape: [channels], initial: .constant(1))
    shift = Parameter("\(name).shift", shape: [channels], initial: .constant(0))
    runningMean = Tensor(channels)
    runningVariance = Tensor(channels)
    runningVariance.fill(1)
    kernel = NormalizationKernel(channels: channels, epsilon: Self.epsilon)
  }

  var parameters: [Parameter] { [scale, shift] }

  private func rows(_ pass: Pass) -> Int {
    pass.images * input.shape.height * input.shape.width
  }

  func forward(_ pass: Pass) {
    let rows = rows(pass)
    if pass.isTraining {
      kernel.measure(input.values.tensor, rows: rows)
      kernel.move(
        mean: &runningMean, variance: &runningVariance, by: Self.momentum, rows: rows)
    } else {
      kernel.use(mean: runningMean, variance: runningVariance)
    }
    kernel.forward(
      input.values.tensor, scale: scale.values, shift: shift.values, rows: rows,
      into: &output.values.tensor)
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients else { return }
    let rows = rows(pass)
    guard pass.isTraining else {
      if let target = input.gradients {
        kernel.inputGradients(
          ofFixedMoments: gradients.tensor, scale: scale.values, rows: rows, into: &target.tensor)
      }
      return
    }
    kernel.parameterGradients(
      input.values.tensor, gradients.tensor, rows: rows, scale: &scale.gradients,
      shift: &shift.gradients)
    if let target = input.gradients {
      kernel.inputGradients(
        input.values.tensor, gradients.tensor, scale: scale, shift: shift, rows: rows,
        into: &target.tensor)
    }
  }
}
