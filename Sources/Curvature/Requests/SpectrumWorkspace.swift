import Datasets
import Digests
import Networks
import Randomness
import Studies
import Tensors

/// What requests share: the network with its weights and its memory, and the batch.
///
/// It remembers the last network, data set and recipe only, and belongs to one thread at a time.
public final class SpectrumWorkspace {
  private var bench: Bench?
  private let products = FactorProducts()

  private let isSharing: Bool

  public init() { isSharing = true }

  /// Chooses whether patches that overlap share their products, for tests.
  package init(isSharing: Bool) { self.isSharing = isSharing }

  /// What is the same for every function.
  private struct Bench {
    let plan: NetworkPlan
    let digest: Digest
    let recipe: SpectrumRecipe
    let network: InspectedNetwork
    let indices: [Int32]

    init(_ request: SpectrumRequest) {
      (plan, digest, recipe) = (request.plan, request.dataset.digest, request.recipe)
      let seed = Seed(recipe.seed)
      network = InspectedNetwork(
        plan: plan, activation: request.activation, images: recipe.batch,
        seed: seed.derived("weights"))
      var order = Array(0..<Int32(request.dataset.train.count))
      var generator = Generator(seed: seed.derived("batch"))
      generator.shuffle(&order)
      indices = Array(order.prefix(recipe.batch))
    }

    func serves(_ request: SpectrumRequest) -> Bool {
      plan == request.plan && digest == request.dataset.digest && recipe == request.recipe
    }
  }

  func run(
    _ request: SpectrumRequest, isCancelled: () -> Bool, record: ((NamedArray) -> Void)?
  ) -> SpectrumOutcome {
    let bench = bench.flatMap { $0.serves(request) ? $0 : nil } ?? Bench(request)
    self.bench = bench
    bench.network.use(request.activation)
    var session = SpectrumSession(
      network: bench.network, recipe: request.recipe, products: products,
      isSharing: isSharing, record: record)
    return session.run(request.dataset.train, bench.indices, isCancelled: isCancelled)
  }
}
