import Activations
import Datasets
import Networks
import Studies

/// One spectrum: everything that decides its values.
///
/// A value that can be sent to the thread that computes. The same request gives the same bits on
/// the same kernels, whatever was computed before.
public struct SpectrumRequest: Sendable {
  public let plan: NetworkPlan
  public let activation: ActivationFunction
  public let dataset: Dataset
  public let recipe: SpectrumRecipe

  /// Checks that plan, recipe and data fit together.
  ///
  /// - Parameters:
  ///   - plan: the network; its output must be flat, one number a class.
  ///   - activation: the function of its activation layers.
  ///   - dataset: whose training images the batch is drawn from.
  ///   - recipe: batch, labels and seed.
  /// - Throws: `CurvatureError`, for what does not fit together.
  public init(
    plan: NetworkPlan, activation: ActivationFunction, dataset: Dataset, recipe: SpectrumRecipe
  ) throws(CurvatureError) {
    guard plan.input == dataset.shape else {
      throw .mismatch(
        "the network takes images of \(plan.input) (the data set \(dataset.name) has "
          + "\(dataset.shape))")
    }
    guard plan.output == ImageShape(height: 1, width: 1, channels: dataset.classCount) else {
      throw .mismatch(
        "the network ends with \(plan.output) (the data set \(dataset.name) has "
          + "\(dataset.classCount) classes)")
    }
    guard !plan.weightedLayers.isEmpty else {
      throw .mismatch("the network has no weights (expected a dense or convolution layer)")
    }
    guard recipe.batch >= 1, recipe.batch <= dataset.train.count else {
      throw .recipe("batch is \(recipe.batch) (expected 1 to \(dataset.train.count), all images)")
    }
    self.plan = plan
    self.activation = activation
    self.dataset = dataset
    self.recipe = recipe
  }

  /// Computes the spectrum on the calling thread; call it inside `onComputeThread`.
  ///
  /// - Parameters:
  ///   - workspace: keeps what requests of the same network, data and recipe share; nil makes
  ///     one for this call.
  ///   - isCancelled: asked before every product.
  ///   - record: is shown what the spectrum is computed from; nil where nobody looks.
  /// - Returns: how it ended.
  public func run(
    in workspace: SpectrumWorkspace? = nil, isCancelled: () -> Bool = { false },
    record: ((NamedArray) -> Void)? = nil
  ) -> SpectrumOutcome {
    (workspace ?? SpectrumWorkspace()).run(self, isCancelled: isCancelled, record: record)
  }
}

extension NetworkPlan {
  /// The parts of a spectrum of this network, all counted.
  public var spectrumLayers: [Spectrum.Layer] { weightedLayers.map { $0.part() } }
}

/// How a spectrum's computation ended.
public enum SpectrumOutcome: Hashable, Sendable {
  case completed(Spectrum)
  /// The function has no spectrum in this network; a result, not an error.
  case infeasible(NothingCounted)
  /// It was stopped on request.
  case cancelled
}

/// A layer of whose eigenvalues none has a logarithm from -100 to 100, as when no gradient
/// reaches it.
public struct NothingCounted: Hashable, Sendable, CustomStringConvertible {
  /// The first such layer.
  public let layer: String

  public init(layer: String) { self.layer = layer }

  public var description: String {
    "no eigenvalue of \(layer) can be counted (their logarithms must lie in -100...100)"
  }
}

/// Why a spectrum cannot be computed as asked.
public enum CurvatureError: Error, Equatable, CustomStringConvertible {
  /// The network does not fit the data set, or has no weights.
  case mismatch(String)
  /// The recipe cannot be followed.
  case recipe(String)

  public var description: String {
    switch self {
    case .mismatch(let reason): "spectrum refused: \(reason)"
    case .recipe(let reason): "spectrum recipe refused: \(reason)"
    }
  }
}
