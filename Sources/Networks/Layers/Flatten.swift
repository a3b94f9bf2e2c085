import Datasets

/// The image as one row of numbers, still channels last: `flatten`.
struct FlattenKind: LayerKind {
  static let words = ["flatten"]

  init(_ word: String, reading line: inout PlanLine) {}

  func output(of inputs: [ImageShape]) throws(Refusal) -> ImageShape {
    ImageShape(height: 1, width: 1, channels: inputs[0].count)
  }

  func layer(at site: Site) -> any Layer { Flatten(site.input, shape: site.shape) }
}

/// The same memory under other axes: nothing is done.
final class Flatten: Layer {
  let output: Signal

  init(_ input: Signal, shape: ImageShape) {
    output = Signal(after: input, shape: shape, values: input.values, isShared: input.isShared)
  }

  func forward(_ pass: Pass) {}
  func backward(_ pass: Pass) {}
}
