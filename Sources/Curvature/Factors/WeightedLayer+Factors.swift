import Datasets
import Networks
import Studies
import Tensors

// Letters: B images of the batch, T positions of a layer's output, k side of its window,
// C channels of its input, K of its output.

/// The Fisher block of a layer is approximated by the Kronecker product of two small factors
/// (Martens and Grosse 2015, arXiv 1503.05671; for convolutions Grosse and Martens 2016,
/// arXiv 1602.01407): omega from the values that the layer reads, gamma from the gradients of what
/// it writes.
extension WeightedLayer {
  /// The rows of omega's matrix X: a one where the layer has a bias, then what one output sums.
  ///
  /// With a bias, dense: (B, inputs + 1). Per token: (B T, C + 1). Convolution: (B T, k k C + 1).
  /// Depthwise, where channels become rows: (B T C, k k + 1).
  var omegaRows: WindowRows {
    let hasBias = sums.hasBias
    switch sums.inputs {
    case .image: return WindowRows(window: nil, input: input, hasBias: hasBias)
    case .position: return WindowRows(window: .init(kernel: 1), input: input, hasBias: hasBias)
    case .window(let window):
      return WindowRows(window: window, input: input, hasBias: hasBias)
    case .channelOfWindow(let window):
      return WindowRows(window: window, input: input, hasBias: hasBias, separatesChannels: true)
    }
  }

  /// The window that moves over the layer's images; nil where it has none, or has one for each
  /// channel.
  var geometry: WindowGeometry? {
    guard case .window(let window) = sums.inputs else { return nil }
    return WindowGeometry(
      height: input.height, width: input.width, channels: input.channels, kernel: window.kernel,
      stride: window.stride, padding: window.padding)
  }

  /// The rows of gamma's matrix G: the gradients of all channels at one position, (B T, K).
  var gammaRows: WindowRows {
    switch sums.inputs {
    case .image: WindowRows(window: nil, input: output, hasBias: false)
    default: WindowRows(window: .init(kernel: 1), input: output, hasBias: false)
    }
  }

  /// What X^T X is divided by: the number of samples, which for a convolution are the images
  /// (its weights see all positions of an image at once), for a token the tokens.
  func omegaDivisor(images: Int) -> Double {
    switch sums.inputs {
    case .image, .window, .channelOfWindow: Double(images)
    case .position: Double(images * positions)
    }
  }

  /// What G^T G is divided by: B T, for a depthwise layer B T C.
  func gammaDivisor(images: Int) -> Double {
    switch sums.inputs {
    case .image: Double(images)
    case .position, .window: Double(images * positions)
    case .channelOfWindow: Double(images * positions * output.channels)
    }
  }

  private var positions: Int { output.height * output.width }

  /// The layer's part of a spectrum: a hundredth of its weights as edges, two at least.
  func part(_ state: Spectrum.Layer.State = .counted) -> Spectrum.Layer {
    Spectrum.Layer(name: name, weights: weights, edges: max(2, weights / 100), state: state)
  }
}
