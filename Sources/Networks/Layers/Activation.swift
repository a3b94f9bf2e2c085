import Activations
import Datasets
import Randomness
import Studies
import Tensors

/// The activation function, applied to each number: `activation`.
struct ActivationKind: LayerKind {
  static let words = ["activation"]

  init(_ word: String, reading line: inout PlanLine) {}

  func layer(at site: Site) -> any Layer {
    Activation(function: site.activation, sharing: site.sharing, at: site)
  }
}

/// An activation function at its place in a network, with the parameters that it learns there.
///
/// Where a way back follows, the function leaves what it needs for it in the place of the input, or
/// in a buffer of its own where others read the input too: the derivative, or the input itself where
/// there are parameters. Input and output have one gradient buffer, which the way back changes in
/// place.
final class Activation: Layer {
  let name: String
  let input: Signal
  let output: Signal
  private(set) var function: any SiteFunction
  /// Parameter after parameter, each with a number for every channel or with one for all.
  private(set) var learned: Parameter?
  private let sharing: ParameterDescent.Sharing
  /// What `forward` leaves for `backward`; the input's values where they may be replaced.
  private let kept: Buffer
  /// Where gradients are changed, if nothing before learns; nobody reads them then.
  private let gradients: Buffer?
  private var sums: [Double] = []

  init(function: any SiteFunction, sharing: ParameterDescent.Sharing, at site: Site) {
    name = site.name
    input = site.input
    self.function = function
    self.sharing = sharing
    let size = input.capacity * input.shape.count
    kept = input.isShared ? Buffer(count: size) : input.values
    let learnsFirst = input.gradients == nil && !function.parameters.isEmpty
    output =
      learnsFirst ? site.signal(learns: true) : Signal(after: input, shape: input.shape)
    gradients = learnsFirst ? Buffer(count: size) : input.gradients
    makeParameters()
  }

  var parameters: [Parameter] { learned.map { [$0] } ?? [] }

  /// How many numbers a parameter has.
  private var channels: Int { sharing == .channel ? input.shape.channels : 1 }

  /// Puts another function in the place, with its parameters at their starts.
  func use(_ function: any SiteFunction) {
    self.function = function
    makeParameters()
    for parameter in parameters { parameter.initialize(seed: Seed(0)) }
  }

  private func makeParameters() {
    let starts = function.parameters.map(\.start)
    sums = [Double](repeating: 0, count: starts.count * channels)
    learned =
      starts.isEmpty
      ? nil
      : Parameter(
        "\(name).parameters", shape: [starts.count, channels], initial: .rows(starts),
        group: .activation)
  }

  func forward(_ pass: Pass) {
    let count = pass.images * input.shape.count
    if pass.keepsDerivatives {
      if input.isShared { copy(input.values.tensor, to: &kept.tensor, count: count) }
      activate(
        function, replacing: &kept.tensor, count: count, channels: channels, learned,
        into: &output.values.tensor)
    } else {
      activate(
        function, input.values.tensor, count: count, channels: channels, learned,
        into: &output.values.tensor)
    }
  }

  func backward(_ pass: Pass) {
    guard let gradients else { return }
    let count = pass.images * input.shape.count
    if let given = output.gradients, given !== gradients {
      copy(given.tensor, to: &gradients.tensor, count: count)
    }
    for index in sums.indices { sums[index] = 0 }
    sendBack(
      function, kept.tensor, count: count, channels: channels, learned,
      gradients: &gradients.tensor, adding: &sums)
    learned?.setGradients(sums)
  }

  /// What the parameters have become; empty where there are none.
  var learnedParameters: [LearnedParameter] {
    guard let learned else { return [] }
    let numbers = learned.values.numbers
    return function.parameters.indices.map { parameter in
      LearnedParameter(
        site: name, parameter: parameter + 1,
        numbers: numbers[parameter * channels..<(parameter + 1) * channels].map(Double.init))
    }
  }
}
