import Datasets
import Foundation
import Networks
import Randomness
import Studies
import Tensors

/// A spectrum that is under way.
struct SpectrumSession {
  let network: InspectedNetwork
  let recipe: SpectrumRecipe
  private let products: FactorProducts
  private let eigenvalues: Eigenvalues
  let record: ((NamedArray) -> Void)?
  /// The logarithms of each layer's eigenvalues; nil where a factor is not finite.
  private var omegas: [[Double]?] = []
  private var gammas: [[Double]?] = []

  private struct Cancellation: Error {}

  init(
    network: InspectedNetwork, recipe: SpectrumRecipe, products: FactorProducts,
    isSharing: Bool, record: ((NamedArray) -> Void)?
  ) {
    self.network = network
    self.recipe = recipe
    self.products = products
    eigenvalues = Eigenvalues(products: products, images: network.images, isSharing: isSharing)
    self.record = record
    gammas = Array(repeating: nil, count: network.layers.count)
  }

  mutating func run(
    _ examples: Examples, _ indices: [Int32], isCancelled: () -> Bool
  ) -> SpectrumOutcome {
    do throws(Cancellation) {
      let labels = try network.forward(examples, indices) {
        (number, values) throws(Cancellation) in
        if isCancelled() { throw Cancellation() }
        omegas.append(omega(number, values))
      }
      let chosen = recipe.labels == .data ? labels : drawnLabels()
      recordBatch(examples.shape, chosen)
      try network.backward(chosen) { (number, gradients) throws(Cancellation) in
        if isCancelled() { throw Cancellation() }
        gammas[number] = gamma(number, gradients)
      }
    } catch {
      return .cancelled
    }
    return counted()
  }

  private func omega(_ number: Int, _ values: borrowing Tensor) -> [Double]? {
    let layer = network.layers[number]
    let found = eigenvalues.omega(of: layer, values)
    if let record {
      let (weights, shape, bias) = network.parameters(of: number)
      record(NamedArray("\(layer.name).weights", shape, .single(weights)))
      if let bias { record(NamedArray("\(layer.name).bias", [bias.count], .single(bias))) }
      recordFactor(
        "\(layer.name).omega", found, of: layer.omegaRows,
        divisor: layer.omegaDivisor(images: network.images), values, "\(layer.name).input",
        layer.input)
    }
    return found.map(logarithms)
  }

  private func gamma(_ number: Int, _ gradients: borrowing Tensor) -> [Double]? {
    let layer = network.layers[number]
    let found = eigenvalues.gamma(of: layer, gradients)
    recordFactor(
      "\(layer.name).gamma", found, of: layer.gammaRows,
      divisor: layer.gammaDivisor(images: network.images), gradients, "\(layer.name).gradient",
      layer.output)
    return found.map(logarithms)
  }

  /// The logarithm of zero is -infinity, which is not counted.
  private func logarithms(_ eigenvalues: [Double]) -> [Double] { eigenvalues.map { log($0) } }

  /// The cumulative histograms of all layers, one after the other.
  private func counted() -> SpectrumOutcome {
    var parts: [Spectrum.Layer] = []
    var cdf: [Float] = []
    for (number, layer) in network.layers.enumerated() {
      let isFinite = omegas[number] != nil && gammas[number] != nil
      let part = layer.part(isFinite ? .counted : .failed)
      var histogram = Histogram(edges: part.edges)
      // Where a factor is not finite all logarithms count as 0: the distribution is a step.
      histogram.count(
        isFinite ? omegas[number] ?? [] : [0], plus: isFinite ? gammas[number] ?? [] : [0])
      guard let values = histogram.cumulative else {
        return .infeasible(NothingCounted(layer: layer.name))
      }
      parts.append(part)
      cdf += values
    }
    return .completed(Spectrum(layers: parts, cdf: cdf))
  }

  /// A class for each image, drawn with the probabilities that the network gives.
  private func drawnLabels() -> [Int32] {
    let logits = network.logits
    let classes = logits.count / network.images
    var generator = Generator(seed: Seed(recipe.seed).derived("labels"))
    return (0..<network.images).map { image in
      let row = logits[image * classes..<(image + 1) * classes].map(Double.init)
      let largest = row.max() ?? 0
      let shares = row.map { exp($0 - largest) }
      var rest = generator.uniform() * shares.reduce(0, +)
      for (label, share) in shares.enumerated() {
        rest -= share
        if rest < 0 { return Int32(label) }
      }
      // Only rounding, or logits that are not finite, lead here.
      return Int32(classes - 1)
    }
  }

  private func recordBatch(_ shape: ImageShape, _ labels: [Int32]) {
    guard let record else { return }
    let images = [network.images, shape.height, shape.width, shape.channels]
    record(NamedArray("batch", images, .single(network.batch)))
    let logits = network.logits
    record(
      NamedArray("logits", [network.images, logits.count / network.images], .single(logits)))
    record(NamedArray("labels", [labels.count], .whole(labels)))
  }

  private func recordFactor(
    _ name: String, _ eigenvalues: [Double]?, of rows: WindowRows, divisor: Double,
    _ values: borrowing Tensor, _ source: String, _ shape: ImageShape
  ) {
    guard let record else { return }
    let images = [network.images, shape.height, shape.width, shape.channels]
    let numbers = values.withSpan(first: network.images * shape.count) { span in
      span.indices.map { span[$0] }
    }
    record(NamedArray(source, images, .single(numbers)))
    let factor = products.factor(rows, of: values, images: network.images, divisor: divisor)
    record(NamedArray(name, [factor.order, factor.order], .double(factor.entries)))
    if let eigenvalues {
      record(NamedArray("\(name)-eigenvalues", [eigenvalues.count], .double(eigenvalues)))
    }
  }
}
