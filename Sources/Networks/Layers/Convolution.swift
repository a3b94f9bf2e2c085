import Datasets
import Tensors

/// Every output pixel is a weighted sum of a square window of the input, plus a bias.
///
/// As in `convolution 16 kernel 3 stride 1 padding 1`; `bias none` leaves the bias out.
struct ConvolutionKind: LayerKind {
  static let words = ["convolution"]
  let filters: Int
  let window: Window
  let hasBias: Bool

  init(_ word: String, reading line: inout PlanLine) throws(NetworkError) {
    filters = try line.size("filters", of: word)
    let options = try line.options(of: word, Window.options + ["bias"])
    window = try Window(options)
    hasBias = try options.bias()
  }

  var options: String { "\(filters) \(window.text)" + (hasBias ? "" : " bias none") }

  func output(of inputs: [ImageShape]) throws(Refusal) -> ImageShape {
    try window.output(of: inputs[0], channels: filters)
  }

  func cost(of inputs: [ImageShape]) -> Cost {
    let summed = Cost.product(window.kernel, window.kernel, inputs[0].channels)
    return Cost(
      parameters: Cost.product(summed + (hasBias ? 1 : 0), filters),
      multiplyAdds: Cost.product(summed, window.pixels(of: inputs[0]), filters))
  }

  var sums: WeightedSums? { WeightedSums(inputs: .window(window), hasBias: hasBias) }

  func layer(at site: Site) -> any Layer {
    let (input, output) = (site.input, site.signal(learns: true))
    let (channels, filters) = (input.shape.channels, output.shape.channels)
    return WindowSums(
      site.name, input, output, shape: [window.kernel, window.kernel, channels, filters],
      summed: window.kernel * window.kernel * channels, hasBias: hasBias,
      ConvolutionKernel(window: window, input: input.shape, output: output.shape))
  }
}

/// As a convolution, but each channel is summed by itself, with weights of its own.
///
/// As in `depthwise kernel 3 stride 1 padding 1`.
struct DepthwiseKind: LayerKind {
  static let words = ["depthwise"]
  let window: Window
  let hasBias: Bool

  init(_ word: String, reading line: inout PlanLine) throws(NetworkError) {
    let options = try line.options(of: word, Window.options + ["bias"])
    window = try Window(options)
    hasBias = try options.bias()
  }

  var options: String { window.text + (hasBias ? "" : " bias none") }

  func output(of inputs: [ImageShape]) throws(Refusal) -> ImageShape {
    try window.output(of: inputs[0], channels: inputs[0].channels)
  }

  func cost(of inputs: [ImageShape]) -> Cost {
    let (summed, channels) = (Cost.product(window.kernel, window.kernel), inputs[0].channels)
    return Cost(
      parameters: Cost.product(summed + (hasBias ? 1 : 0), channels),
      multiplyAdds: Cost.product(summed, window.pixels(of: inputs[0]), channels))
  }

  var sums: WeightedSums? { WeightedSums(inputs: .channelOfWindow(window), hasBias: hasBias) }

  func layer(at site: Site) -> any Layer {
    let (input, output) = (site.input, site.signal(learns: true))
    return WindowSums(
      site.name, input, output, shape: [window.kernel, window.kernel, input.shape.channels],
      summed: window.kernel * window.kernel, hasBias: hasBias,
      DepthwiseKernel(window: window, input: input.shape, output: output.shape))
  }
}

/// What takes weighted sums of windows.
protocol WindowKernel: ~Copyable {
  /// y = the sums of x's windows, plus the bias where there is one.
  mutating func forward(
    _ x: borrowing Tensor, weights: borrowing Tensor, bias: Parameter?, images: Int,
    into y: inout Tensor)

  mutating func inputGradients(
    _ gy: borrowing Tensor, weights: borrowing Tensor, images: Int, into gx: inout Tensor)

  /// Overwrites the gradients of the weights, and of the bias where there is one.
  mutating func weightGradients(
    _ x: borrowing Tensor, _ gy: borrowing Tensor, images: Int, into gw: inout Tensor,
    bias: Parameter?)
}

/// Weighted sums of windows.
///
/// Weights are (height, width, channels, filters), of a depthwise layer (height, width, channels).
/// Nothing is unfolded: the kernel reads the images as they lie.
final class WindowSums<Kernel: WindowKernel & ~Copyable>: Weighted {
  let input: Signal
  let output: Signal
  let weights: Parameter
  let bias: Parameter?
  private var kernel: Kernel

  /// - Parameters:
  ///   - name: the layer's name.
  ///   - input: what it reads.
  ///   - output: what it writes.
  ///   - shape: of the weights.
  ///   - summed: how many inputs an output sums.
  ///   - hasBias: whether a bias is added.
  ///   - kernel: takes the sums.
  init(
    _ name: String, _ input: Signal, _ output: Signal, shape: [Int], summed: Int, hasBias: Bool,
    _ kernel: consuming Kernel
  ) {
    self.input = input
    self.output = output
    weights = Parameter("\(name).weights", shape: shape, initial: .he(inputs: summed))
    bias =
      hasBias
      ? Parameter("\(name).bias", shape: [output.shape.channels], initial: .constant(0)) : nil
    self.kernel = kernel
  }

  func forward(_ pass: Pass) {
    kernel.forward(
      input.values.tensor, weights: weights.values, bias: bias, images: pass.images,
      into: &output.values.tensor)
  }

  func backward(_ pass: Pass) {
    guard let gradients = output.gradients else { return }
    if pass.isTraining {
      kernel.weightGradients(
        input.values.tensor, gradients.tensor, images: pass.images, into: &weights.gradients,
        bias: bias)
    }
    if let target = input.gradients {
      kernel.inputGradients(
        gradients.tensor, weights: weights.values, images: pass.images, into: &target.tensor)
    }
  }
}
