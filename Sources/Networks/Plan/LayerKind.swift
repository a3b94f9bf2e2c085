import Activations
import Datasets
import Studies

/// A kind of layer, whole in one file: its line of text, its shapes, its cost, and the layer with
/// its way forward and back.
///
/// `LayerCatalogue` lists the kinds; nothing else names them all.
protocol LayerKind: Sendable {
  /// The words that a line of this kind begins with, one of them each time.
  static var words: [String] { get }

  /// How many signals such a layer reads.
  static var inputs: ClosedRange<Int> { get }

  /// Reads what follows the word of a line.
  init(_ word: String, reading line: inout PlanLine) throws(NetworkError)

  /// The word of this layer's line.
  var word: String { get }

  /// What follows the word: sizes first, every option spelt out; empty where there is nothing.
  var options: String { get }

  /// The shape of what the layer writes.
  func output(of inputs: [ImageShape]) throws(Refusal) -> ImageShape

  /// What the layer costs. No other place counts weights.
  func cost(of inputs: [ImageShape]) -> Cost

  /// Which inputs an output sums with weights; nil where it does not.
  var sums: WeightedSums? { get }

  /// Makes the layer, with its memory.
  func layer(at site: Site) -> any Layer
}

extension LayerKind {
  static var inputs: ClosedRange<Int> { 1...1 }
  var word: String { Self.words[0] }
  var options: String { "" }
  func output(of inputs: [ImageShape]) throws(Refusal) -> ImageShape { inputs[0] }
  func cost(of inputs: [ImageShape]) -> Cost { Cost() }
  var sums: WeightedSums? { nil }
}

/// The kinds of layers.
enum LayerCatalogue {
  static let kinds: [any LayerKind.Type] = [
    DenseKind.self,
    ConvolutionKind.self,
    DepthwiseKind.self,
    PoolingKind<MaxPoolingKernel>.self,
    PoolingKind<AveragePoolingKernel>.self,
    GlobalAveragePoolingKind.self,
    BatchNormalizationKind.self,
    DropoutKind.self,
    ActivationKind.self,
    FlattenKind.self,
    AddKind.self,
    ShortcutKind.self,
  ]

  /// The words that a layer's line may begin with.
  static let words = kinds.flatMap { $0.words }

  /// The kind of a word; nil where there is none.
  static func kind(of word: String) -> (any LayerKind.Type)? {
    kinds.first { $0.words.contains(word) }
  }
}

/// What a layer costs.
public struct Cost: Hashable, Sendable {
  /// How many numbers are learnt.
  public var parameters = 0
  /// Multiplications that are added up in the weighted sums of one image's way forward.
  ///
  /// What is done number by number, as by a normalization, counts nothing.
  public var multiplyAdds = 0

  /// The product of sizes, which text from outside may choose: far above every limit it stays
  /// where sums of a thousand do not overflow.
  static func product(_ sizes: Int...) -> Int {
    var result = 1
    for size in sizes {
      let (product, overflows) = result.multipliedReportingOverflow(by: size)
      result = overflows ? largest : min(product, largest)
    }
    return result
  }

  private static let largest = 1 << 50
}

/// Why a layer cannot read what it is to read.
struct Refusal: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// Where a layer is to stand: what it reads, and what it is to write.
struct Site {
  /// The layer's name, such as `convolution-2`: its word and its number among those of its word.
  let name: String
  /// As many as the layer reads, in the order of its line.
  let inputs: [Signal]
  /// The shape of the output.
  let shape: ImageShape
  /// The function of the activation layers.
  let activation: any SiteFunction
  /// What has numbers of its own for that function's parameters.
  let sharing: ParameterDescent.Sharing

  /// What a layer of one input reads.
  var input: Signal { inputs[0] }

  /// A signal with memory of its own, for the layer to write.
  ///
  /// - Parameter learns: whether the layer has parameters, and so needs gradients in any case.
  /// - Returns: the signal, with a gradient buffer if somebody needs it.
  func signal(learns: Bool = false) -> Signal {
    Signal(
      shape: shape, capacity: input.capacity,
      hasGradients: learns || inputs.contains { $0.gradients != nil })
  }
}
