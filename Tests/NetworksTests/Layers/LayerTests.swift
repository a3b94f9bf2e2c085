import Tensors
import Testing

@testable import Networks

struct LayerCase: Decodable, CustomTestStringConvertible {
  let name: String
  let plan: String
  let activation: String
  let images: Int
  let values: [Double]
  let inputGradients: [Double]
  let parameterGradients: [[Double]]
  let inference: [Double]?

  var testDescription: String { name }

  static func all() throws -> [LayerCase] {
    struct File: Decodable { let cases: [LayerCase] }
    return try fixture("layers", as: File.self).cases
  }
}

@Suite struct LayerTests {
  @Test(arguments: try LayerCase.all())
  func `a layer computes PyTorch's values and gradients`(layer: LayerCase) throws {
    let subject = try Subject(layer.plan, activation: layer.activation, images: layer.images)
    #expect(distance(subject.forward(), layer.values) < 2e-5)
    #expect(distance(subject.backward(), layer.inputGradients) < 1e-4)
    let parameters = subject.network.parameters
    #expect(parameters.count == layer.parameterGradients.count)
    for (parameter, expected) in zip(parameters, layer.parameterGradients) {
      #expect(distance(parameter.gradients.numbers, expected) < 1e-4, "\(parameter.name)")
    }
    if let inference = layer.inference {
      #expect(distance(subject.forward(training: false), inference) < 2e-5)
    }
  }

  @Test(arguments: [
    "input 1x1x7\ndense 5",
    "input 5x6x3\nconvolution 4 kernel 3 padding 1",
    "input 8x7x2\nconvolution 18 kernel 3 stride 2 padding 1",
    "input 6x6x2\nconvolution 3 kernel 2 stride 3 padding 1",
    "input 5x6x3\ndepthwise kernel 3 padding 1",
    "input 5x4x18\ndepthwise kernel 3 stride 2 padding 1",
    "input 4x3x6\ntoken-dense 5",
    "input 7x5x3\naverage-pool kernel 3 stride 2 padding 1",
    "input 3x4x5\nglobal-average-pool",
    "input 3x2x5\nbatch-norm",
    "input 2x3x2\nflatten\ndense 3",
    "input 4x4x3\ndropout 0.5",
    "input 3x3x2\nactivation",
    "input 8x8x1\nconvolution 4 kernel 3 padding 1\nbatch-norm\nactivation\ndropout 0.25\n"
      + "average-pool kernel 2\nflatten\ndense 8\nactivation\ndense 5",
  ])
  func `gradients are what the values' differences say`(plan: String) throws {
    checkGradient(of: try Subject(plan, activation: "swish(x)", images: 3))
  }

  @Test func `the largest number's gradient is what differences too small for a tie say`() throws {
    checkGradient(of: try Subject("input 6x6x3\nmax-pool kernel 2"), step: 0x1p-11)
  }

  @Test(arguments: ["tanh(x)", "mul(x,sigmoid(x))", "softplus(x)", "add(x,arctan(x))"])
  func `an activation's gradient is its derivative`(function: String) throws {
    checkGradient(of: try Subject("input 3x3x2\nactivation", activation: function))
  }

  @Test func `inference leaves nothing behind that training would see`() throws {
    let plan = "input 4x4x2\nconvolution 3 kernel 3 padding 1\nbatch-norm\nactivation"
    let subject = try Subject(plan, activation: "swish(x)")
    let values = subject.forward()
    let gradients = subject.backward()
    _ = subject.forward(training: false)
    #expect(subject.forward() == values)
    #expect(subject.backward() == gradients)
  }

  @Test func `a batch may be smaller than there is room for`() throws {
    let plan = try NetworkPlan(
      text: """
        input 6x6x1
        convolution 4 kernel 3
        batch-norm
        activation
        max-pool kernel 2
        flatten
        dense 3
        """)
    let small = try Subject(plan.text, images: 2)
    let large = try Subject(plan.text, images: 5)
    let x = numbers(small.inputCount, salt: 0, scale: 4)
    let values = small.forward(x)
    large.network.input.values.tensor.withMutableSpan { target in
      for place in x.indices { target[place] = x[place] }
    }
    large.network.forward(small.pass)
    #expect(Array(large.network.output.values.tensor.numbers.prefix(6)) == values)
  }
}
