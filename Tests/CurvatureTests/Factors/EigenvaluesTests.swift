import Datasets
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

  @Test func `layers without bias have as many eigenvalues as weights, shared products or not`()
    throws
  {
    let text = Self.plan.replacing("kernel 3", with: "bias none kernel 3")
      .replacing("dense 10", with: "dense 10 bias none")
    let plan = try NetworkPlan(text: text)
    let counts = [216, 5184, 6480, 8100, 300]
    #expect(plan.weightedLayers.map(\.weights) == counts)
    let images = 20
    for layer in plan.weightedLayers {
      var values = Tensor(images * layer.input.count)
      values.replace(by: (0..<values.count).map { Float(($0 * 7919 + $0 * $0 * 31) % 2003) / 2003 })
      var shared = Eigenvalues(products: FactorProducts(), images: images)
      let omega = shared.omega(of: layer, values)
      let ours = try #require(omega)
      shared.isSharing = false
      let unshared = shared.omega(of: layer, values)
      let plain = try #require(unshared)
      #expect(ours.count * layer.output.channels == layer.weights)
      let largest = try #require(plain.last)
      #expect(zip(ours, plain).allSatisfy { abs($0 - $1) < 1e-9 * largest })
    }
  }

  @Test func `a residual network has a spectrum of all its weights`() throws {
    let text = """
      input 28x28x1
      average-pool kernel 4
      convolution 4 kernel 3 padding 1 bias none
      skip = activation
      convolution 4 kernel 3 padding 1 bias none
      change = batch-norm
      sum = add change skip
      activation
      global-average-pool
      dense 10
      """
    guard case .completed(let spectrum) = try request("swish(x)", plan: text, batch: 20).run()
    else {
      Issue.record("no spectrum")
      return
    }
    #expect(spectrum.layers.map(\.name) == ["convolution-1", "convolution-2", "dense-1"])
    #expect(spectrum.layers.map(\.weights) == [36, 144, 50])
    #expect(spectrum.layers.allSatisfy { $0.state == .counted })
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
