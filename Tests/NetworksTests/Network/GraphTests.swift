import Datasets
import Randomness
import Studies
import Tensors
import TestSupport
import Testing

@testable import Networks

@Suite struct GraphTests {
  private static func cases() throws -> [LayerCase] {
    struct File: Decodable { let cases: [LayerCase] }
    return try fixture("graphs", as: File.self).cases
  }

  @Test(arguments: try cases())
  func `layers that share what they read compute PyTorch's values and gradients`(
    graph: LayerCase
  ) throws {
    let subject = try Subject(graph.plan, activation: graph.activation, images: graph.images)
    #expect(distance(subject.forward(), graph.values) < 2e-5)
    #expect(distance(subject.backward(), graph.inputGradients) < 1e-4)
    let parameters = subject.network.parameters
    #expect(parameters.count == graph.parameterGradients.count)
    for (parameter, expected) in zip(parameters, graph.parameterGradients) {
      #expect(distance(parameter.gradients.numbers, expected) < 1e-4, "\(parameter.name)")
    }
    if let inference = graph.inference {
      #expect(distance(subject.forward(training: false), inference) < 2e-5)
    }
  }

  @Test(arguments: [
    "input 3x2x4\na = token-dense 4 bias none\nadd a input a",
    "input 4x4x3\nx = convolution 3 kernel 3 padding 1\ny = dropout 0.5\nz = dropout 0.25 from x\n"
      + "add x y z",
    "input 3x3x2\na = activation\nb = activation\nc = activation from a\nd = add b c\n"
      + "e = activation from b\nf = add a d e\nflatten\ng = dense 18\nh = flatten from f\nadd g h",
    "input 5x6x3\nx = depthwise kernel 3 padding 1 bias none\nmax-pool kernel 1\n"
      + "a = shortcut channels 5 stride 2\nb = convolution 5 kernel 3 stride 2 padding 1 bias none "
      + "from x\nadd a b",
  ])
  func `gradients are what the values' differences say`(plan: String) throws {
    checkGradient(of: try Subject(plan, activation: "swish(x)", images: 3))
  }

  @Test func `any graph of sums and functions has the gradients of its differences`() throws {
    try forAll(seed: 4100, count: 30) { generator in
      var lines = ["input 2x2x3"]
      var names = ["input"]
      func pick() -> String { names[generator.uniform(below: names.count)] }
      for index in 0..<7 {
        let kinds = [
          "add \(pick()) \(pick())", "activation from \(pick())", "dropout 0.5 from \(pick())",
          "token-dense 3 bias none from \(pick())", "batch-norm from \(pick())",
          "add \(pick()) \(pick()) \(pick())", "shortcut channels 3 from \(pick())",
        ]
        lines.append("n\(index) = \(kinds[generator.uniform(below: kinds.count)])")
        names.append("n\(index)")
      }
      // Whatever nobody reads yet goes into the last sum.
      let words = lines.map { $0.split(separator: " ").map(String.init) }
      let read = Set(words.flatMap { $0.dropFirst(3) })
      let unread = names.dropFirst().filter { !read.contains($0) }
      lines.append("add " + (unread + [pick(), pick()]).joined(separator: " "))
      let plan = lines.joined(separator: "\n")
      checkGradient(of: try Subject(plan, activation: "softsign(x)", images: 2))
    }
  }

  @Test func `an identity block needs one gradient buffer beside those of its layers`() throws {
    let subject = try Subject(
      """
      input 4x4x3
      convolution 3 kernel 3 padding 1
      a = activation
      convolution 3 kernel 3 padding 1
      b = batch-norm
      c = add b a
      activation
      """)
    // The body's normalization, the sum and the function after it.
    let signals = subject.network.layers.map { ($0.output.gradients, $0.output.values) }
    let sum = try #require(subject.network.layers.last { $0 is Add })
    #expect(signals.filter { $0.0 === sum.output.gradients }.count == 3)
    #expect(signals.filter { $0.1 === sum.output.values }.count == 2)
  }

  @Test func `ResNet-20 computes PyTorch's values and gradients, and steps where it steps`() throws
  {
    let color = ImageShape(height: 16, width: 16, channels: 3)
    try expectNetwork(
      "resnet-20", try NetworkPlan.named("resnet-20", input: color, classCount: 10))
  }

  @Test func `ten steps of ResNet-20 go where PyTorch goes`() throws {
    struct Trajectory: Decodable {
      let images: Int
      let steps: Int
      let rate: Double
      let momentum: Double
      let decay: Double
      let losses: [Double]
      let checksums: [Double]
      let runningMeans: [Double]
      let runningVariances: [Double]
    }
    let known = try fixture("residual-trajectory", as: Trajectory.self)
    let tiny = ImageShape(height: 8, width: 8, channels: 3)
    let plan = try NetworkPlan.named("resnet-20", input: tiny, classCount: 10)
    let subject = try Subject(plan.text, activation: "relu(x)", images: known.images)
    let network = subject.network
    let descent = MomentumDescent(
      learningRate: LearningRate(
        optimizer: Optimizer(
          rate: known.rate, momentum: known.momentum, decay: known.decay, schedule: .cosine),
        epochs: 1, stepsPerEpoch: known.steps))
    for step in 0..<known.steps {
      _ = subject.forward(numbers(subject.inputCount, salt: 200 + step, scale: 4))
      let labels = (0..<known.images).map { Int32(($0 * 7 + step) % 10) }
      let loss = softmaxCrossEntropy(
        network.output.values.tensor, labels: labels, rows: known.images, classes: 10,
        gradients: network.output.gradients)
      #expect(abs(loss.lossSum / Double(known.images) - known.losses[step]) < 1e-3, "\(step)")
      network.backward(subject.pass)
      descent.step(step, of: network.parameters)
    }
    #expect(network.parameters.count == known.checksums.count)
    for (parameter, checksum) in zip(network.parameters, known.checksums) {
      let own = parameter.values.numbers.enumerated().reduce(0) {
        $0 + Double($1.element) * number($1.offset, salt: 7)
      }
      #expect(abs(own - checksum) < 5e-3, "\(parameter.name)")
    }
    let layers = network.layers.compactMap { $0 as? BatchNormalization }
    #expect(layers.count == known.runningMeans.count)
    for (index, layer) in layers.enumerated() {
      let mean = layer.runningMean.numbers.reduce(0) { $0 + Double($1) }
      let variance = layer.runningVariance.numbers.reduce(0) { $0 + Double($1) }
      #expect(abs(mean - known.runningMeans[index]) < 5e-3, "\(index)")
      #expect(abs(variance / known.runningVariances[index] - 1) < 2e-3, "\(index)")
    }
  }
}
