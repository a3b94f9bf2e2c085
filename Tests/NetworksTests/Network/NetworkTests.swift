import Activations
import Randomness
import Tensors
import Testing

@testable import Networks

@Suite struct NetworkTests {
  private func network(_ text: String, seed: UInt64 = 1) throws -> Network {
    let network = Network(
      plan: try NetworkPlan(text: text), activation: ActivationFunction(try Expression("relu(x)")),
      capacity: 2)
    network.initialize(seed: Seed(seed))
    return network
  }

  @Test func `weights start normal with variance 2 over the inputs, biases at zero`() throws {
    let network = try network("input 6x6x16\nconvolution 64 kernel 3\nflatten\ndense 8")
    let weights = network.parameters[0].values.numbers.map(Double.init)
    let variance = weights.reduce(0) { $0 + $1 * $1 } / Double(weights.count)
    #expect(abs(variance / (2.0 / 144) - 1) < 0.05)
    #expect(abs(weights.reduce(0, +) / Double(weights.count)) < 0.004)
    #expect(network.parameters[1].values.numbers.allSatisfy { $0 == 0 })
  }

  @Test func `batch normalization starts as the identity`() throws {
    let network = try network("input 3x3x4\nbatch-norm")
    #expect(network.parameters[0].values.numbers == [1, 1, 1, 1])
    #expect(network.parameters[1].values.numbers == [0, 0, 0, 0])
  }

  @Test func `a dropout more moves no other layer's weights`() throws {
    let plain = try network("input 1x1x4\ndense 4\nactivation\ndense 3")
    let dropping = try network("input 1x1x4\ndense 4\nactivation\ndropout 0.5\ndense 3")
    #expect(
      plain.parameters.map { $0.values.numbers } == dropping.parameters.map { $0.values.numbers })
  }

  @Test func `seeds and names make different weights`() throws {
    let first = try network("input 1x1x4\ndense 4\ndense 4")
    let other = try network("input 1x1x4\ndense 4\ndense 4", seed: 2)
    #expect(first.parameters[0].values.numbers != first.parameters[2].values.numbers)
    #expect(first.parameters[0].values.numbers != other.parameters[0].values.numbers)
    #expect(
      first.parameters.map(\.name)
        == ["dense-1.weights", "dense-1.bias", "dense-2.weights", "dense-2.bias"])
  }

  @Test func `nothing before the first layer that learns has gradients`() throws {
    let network = try network("input 4x4x1\nmax-pool kernel 2\nflatten\ndense 3")
    #expect(network.input.gradients == nil)
    #expect(network.output.gradients != nil)
  }
}
