import Networks
import Studies
import Tensors
import Testing

@testable import Curvature

@Suite struct EigenvaluesTests {
  private static let plan = """
    input 28x28x1
    average-pool kernel 2
    convolution 24 kernel 3 padding 1
    activation
    convolution 24 kernel 3 padding 1
    activation
    convolution 30 kernel 3 stride 2 padding 1
    activation
    convolution 30 kernel 3
    activation
    global-average-pool
    flatten
    dense 10
    """

  /// A pair of eigenvalues that moves over an edge makes 2e-4 of some 5,000.
  @Test(
    arguments: [
      "relu(x)", "swish(x)", "tanh(x)", "softplus(x)", "mul(x,erfc(elu(x)))", "abs(sinh(x))",
    ])
  func `shared products give the distributions of patches written out`(function: String) throws {
    let plan = try NetworkPlan(text: Self.plan)
    let shared = plan.weightedLayers.compactMap(\.geometry).filter(WindowProducts.isWorthwhile)
    #expect(shared.count == 2)
    let request = try request(function, plan: Self.plan, batch: 20)
    guard case .completed(let ours) = request.run(),
      case .completed(let plain) = request.run(in: SpectrumWorkspace(isSharing: false))
    else {
      Issue.record("\(function) has no spectrum")
      return
    }
    #expect(ours.layers == plain.layers)
    #expect(zip(ours.cdf, plain.cdf).allSatisfy { abs($0 - $1) <= 1e-3 })
  }

  @Test func `what rounding makes of zero counts as the least share, and all zeros stay`() throws {
    // Two equal images: one direction only.
    let network = try NetworkPlan(text: "input 1x1x2\ndense 2")
    let eigenvalues = Eigenvalues(products: FactorProducts(), images: 2)
    let layer = try #require(network.weightedLayers.first)
    let found = eigenvalues.omega(of: layer, Tensor([0.1, 0.3, 0.1, 0.3]))
    let values = try #require(found)
    let least = values[2] * 0x1p-40
    #expect(values.prefix(2) == [least, least] && abs(values[2] - 1.1) < 1e-7)
    #expect(eigenvalues.gamma(of: layer, Tensor([0, 0, 0, 0])) == [0, 0])
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func `factors that are not finite have no eigenvalues`(number: Float) throws {
    let network = try NetworkPlan(text: "input 1x1x2\ndense 2")
    let eigenvalues = Eigenvalues(products: FactorProducts(), images: 2)
    let layer = try #require(network.weightedLayers.first)
    let omega = eigenvalues.omega(of: layer, Tensor([1, number, 2, 3]))
    let gamma = eigenvalues.gamma(of: layer, Tensor([1, 2, number, 3]))
    #expect(omega == nil && gamma == nil)
  }
}
