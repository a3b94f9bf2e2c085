import CMessages
import Digests
import Orders
import Studies

extension SpectrumWork {
  func wire(in arena: inout Arena) -> Hillock__V1__SpectrumWork {
    var wire = unsafe Hillock__V1__SpectrumWork()
    unsafe hillock__v1__spectrum_work__init(&wire)
    unsafe wire.expression = arena.text(expression)
    unsafe wire.network = arena.text(network)
    unsafe wire.dataset = arena.one(dataset.wire(in: &arena))
    unsafe wire.version = UInt32(clamping: version)
    unsafe wire.batch = UInt32(clamping: recipe.batch)
    unsafe wire.labels =
      switch recipe.labels {
      case .data: HILLOCK__V1__SPECTRUM_WORK__LABELS__DATA
      case .model: HILLOCK__V1__SPECTRUM_WORK__LABELS__MODEL
      }
    unsafe wire.seed = recipe.seed
    return unsafe wire
  }

  init(_ wire: Hillock__V1__SpectrumWork) throws(MessageError) {
    let labels: SpectrumRecipe.Labels
    switch unsafe wire.labels {
    case HILLOCK__V1__SPECTRUM_WORK__LABELS__DATA: labels = .data
    case HILLOCK__V1__SPECTRUM_WORK__LABELS__MODEL: labels = .model
    default: throw .malformed("the labels are of an unknown kind")
    }
    try unsafe self.init(
      expression: Field("expression").name(wire.expression, atMost: Field.longText),
      network: Field("network").name(wire.network, atMost: Field.longText),
      dataset: DatasetIdentity(Field("dataset").part(wire.dataset)),
      recipe: SpectrumRecipe(
        batch: Field("batch").whole(wire.batch, in: 1...65_536), labels: labels, seed: wire.seed),
      version: Field("version").whole(wire.version, in: 1...1_000_000))
  }
}

extension Spectrum {
  func wire(in arena: inout Arena) -> Hillock__V1__Spectrum {
    var wire = unsafe Hillock__V1__Spectrum()
    unsafe hillock__v1__spectrum__init(&wire)
    unsafe wire.version = UInt32(SpectrumRecipe.version)
    let layers = unsafe self.layers.map { unsafe $0.wire(in: &arena) }
    unsafe wire.n_layers = layers.count
    unsafe wire.layers = arena.many(layers)
    let bytes = self.bytes
    unsafe wire.values = arena.bytes(bytes)
    unsafe wire.checksum = arena.bytes(
      checksum(version: SpectrumRecipe.version, bytes: bytes).bytes)
    return unsafe wire
  }

  init(_ wire: Hillock__V1__Spectrum) throws(MessageError) {
    let version = try unsafe Field("version").whole(wire.version, in: 1...1_000_000)
    guard version == SpectrumRecipe.version else {
      throw .malformed(
        "the spectrum is of version \(version); expected \(SpectrumRecipe.version)")
    }
    let layers = try unsafe Field("layers").list(
      wire.layers, wire.n_layers, atMost: 10_000, Layer.init)
    let bytes = unsafe [UInt8](
      UnsafeBufferPointer(start: wire.values.data, count: wire.values.len))
    guard let spectrum = Spectrum(layers: layers, bytes: bytes) else {
      throw .malformed(
        "the spectrum has \(bytes.count) bytes of values; its layers say something else")
    }
    guard spectrum.cdf.allSatisfy({ (0...1).contains($0) }) else {
      throw .malformed("a value of the spectrum is no share; expected 0 to 1")
    }
    let checksum = try unsafe Field("checksum").digest(wire.checksum)
    guard checksum == spectrum.checksum(version: version, bytes: bytes) else {
      throw .malformed("the spectrum does not have its checksum: it was changed on the way")
    }
    self = spectrum
  }
}

extension Spectrum.Layer {
  fileprivate func wire(in arena: inout Arena) -> Hillock__V1__SpectrumLayer {
    var wire = unsafe Hillock__V1__SpectrumLayer()
    unsafe hillock__v1__spectrum_layer__init(&wire)
    unsafe wire.name = arena.text(name)
    unsafe wire.weights = UInt32(clamping: weights)
    unsafe wire.edges = UInt32(clamping: edges)
    unsafe wire.state =
      switch state {
      case .counted: HILLOCK__V1__SPECTRUM_LAYER__STATE__COUNTED
      case .failed: HILLOCK__V1__SPECTRUM_LAYER__STATE__FAILED
      }
    return unsafe wire
  }

  fileprivate init(_ wire: Hillock__V1__SpectrumLayer) throws(MessageError) {
    let state: State
    switch unsafe wire.state {
    case HILLOCK__V1__SPECTRUM_LAYER__STATE__COUNTED: state = .counted
    case HILLOCK__V1__SPECTRUM_LAYER__STATE__FAILED: state = .failed
    default: throw .malformed("the state of a layer is unknown")
    }
    try unsafe self.init(
      name: Field("layer").name(wire.name),
      weights: Field("weights").whole(wire.weights, in: 1...Int(UInt32.max)),
      edges: Field("edges").whole(wire.edges, in: 2...Spectrum.largestCount), state: state)
  }
}
