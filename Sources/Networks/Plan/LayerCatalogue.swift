/// The kinds of layers; a further kind is a line here and a file beside the others.
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
