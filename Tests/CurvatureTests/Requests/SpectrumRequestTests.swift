import Activations
import Curvature
import Datasets
import Networks
import Studies
import Testing

/// A request on the generated images for a small network of every kind of layer.
func request(
  _ expression: String, plan: String = SmallNetwork.plan, batch: Int = 6,
  labels: SpectrumRecipe.Labels = .data, seed: UInt64 = 42
) throws -> SpectrumRequest {
  try SpectrumRequest(
    plan: NetworkPlan(text: plan), activation: ActivationFunction(Expression(expression)),
    dataset: SmallNetwork.dataset(),
    recipe: SpectrumRecipe(batch: batch, labels: labels, seed: seed))
}

enum SmallNetwork {
  static let plan = """
    input 28x28x1
    average-pool kernel 4
    convolution 6 kernel 3 padding 1
    activation
    depthwise kernel 3 padding 1
    batch-norm
    activation
    convolution 8 kernel 3 stride 2 padding 1
    activation
    token-dense 5
    activation
    dropout 0.5
    flatten
    dense 10
    """

  static func dataset() throws -> Dataset {
    try DatasetCatalogue.open("generated", folder: nil, cache: "")
  }
}

@Suite struct SpectrumRequestTests {
  private func spectrum(_ outcome: SpectrumOutcome) -> Spectrum? {
    if case .completed(let spectrum) = outcome { spectrum } else { nil }
  }

  @Test func `All-CNN-C on small colour images has 13,683 values`() throws {
    let plan = try NetworkPlan.named(
      "all-cnn-c", input: ImageShape(height: 32, width: 32, channels: 3), classCount: 10)
    let layers = plan.spectrumLayers
    #expect(layers.map(\.edges) == [26, 830, 830, 1660, 3319, 3319, 3319, 370, 19])
    #expect(layers.reduce(0) { $0 + $1.edges - 1 } == 13_683)
    #expect(layers.reduce(0) { $0 + $1.weights } == 1_369_738)
    #expect(layers.first?.name == "convolution-1")
  }

  @Test func `every layer's values rise to 1`() throws {
    let result = try #require(spectrum(try request("tanh(x)").run()))
    #expect(
      result.layers.map(\.name) == [
        "convolution-1", "depthwise-1", "convolution-2", "token-dense-1", "dense-1",
      ])
    #expect(result.layers.allSatisfy { $0.state == .counted && $0.edges >= 2 })
    var rest = result.cdf[...]
    for layer in result.layers {
      let part = Array(rest.prefix(layer.edges - 1))
      rest = rest.dropFirst(layer.edges - 1)
      #expect(part.last == 1 && zip(part, part.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  @Test func `the same request gives the same bits, whatever was computed before`() throws {
    let workspace = SpectrumWorkspace()
    let alone = try request("swish(x)").run()
    _ = try request("exp(x)").run(in: workspace)
    #expect(try request("swish(x)").run(in: workspace) == alone)
    _ = try request("swish(x)", batch: 4).run(in: workspace)
    _ = try request("reciprocal(zero(x))").run(in: workspace)
    #expect(try request("swish(x)").run(in: workspace) == alone)
  }

  @Test func `labels, seed and function matter`() throws {
    let plan = "input 28x28x1\nflatten\ndense 32\nactivation\ndense 10"
    let data = try request("swish(x)", plan: plan).run()
    #expect(try request("swish(x)", plan: plan, labels: .model).run() != data)
    #expect(try request("swish(x)", plan: plan, seed: 43).run() != data)
    #expect(try request("tanh(x)", plan: plan).run() != data)
  }

  @Test(arguments: ["reciprocal(zero(x))", "expm1(reciprocal(zero(x)))"])
  func `a function that is not finite gives steps`(function: String) throws {
    let result = try #require(spectrum(try request(function).run()))
    #expect(result.layers.allSatisfy { $0.state == .failed })
    var rest = result.cdf[...]
    for layer in result.layers {
      let part = rest.prefix(layer.edges - 1)
      rest = rest.dropFirst(layer.edges - 1)
      // The step is in the bin that holds 0.
      let bin = (layer.edges - 1) / 2
      #expect(part.enumerated().allSatisfy { $0.element == ($0.offset < bin ? 0 : 1) })
    }
  }

  @Test(arguments: ["zero(x)", "one(x)"])
  func `a constant sends no gradient back, so that its first layer cannot be counted`(
    function: String
  ) throws {
    #expect(
      try request(function).run() == .infeasible(NothingCounted(layer: "convolution-1")))
  }

  @Test(arguments: ["exp(exp(x))", "exp(exp(exp(exp(x))))", "reciprocal(x)", "pow(x,x)"])
  func `functions that overflow or blow up end in some outcome`(function: String) throws {
    let outcome = try request(function).run()
    if let result = spectrum(outcome) {
      #expect(result.cdf.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
    #expect(outcome != .cancelled)
  }

  @Test func `a request that is cancelled ends so`() throws {
    var questions = 0
    let outcome = try request("tanh(x)").run(isCancelled: {
      questions += 1
      return questions > 6
    })
    #expect(outcome == .cancelled)
    #expect(questions == 7)
  }

  @Test func `what does not fit together is refused`() throws {
    #expect(throws: CurvatureError.self) {
      try request("x", plan: "input 8x8x1\nflatten\ndense 10")
    }
    #expect(throws: CurvatureError.self) {
      try request("x", plan: "input 28x28x1\nflatten\ndense 9")
    }
    #expect(throws: CurvatureError.self) { try request("x", batch: 0) }
    #expect(throws: CurvatureError.self) { try request("x", batch: 2_001) }
  }
}
