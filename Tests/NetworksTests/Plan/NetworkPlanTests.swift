import Datasets
import Testing

@testable import Networks

@Suite struct NetworkPlanTests {
  private let image = ImageShape(height: 28, width: 28, channels: 1)

  @Test func `a plan's text says every size`() throws {
    let plan = try NetworkPlan.named("cnn-small", input: image, classCount: 10)
    #expect(
      plan.text == """
        input 28x28x1
        convolution 16 kernel 3 stride 2 padding 1
        activation
        convolution 32 kernel 3 stride 2 padding 1
        activation
        flatten
        dense 64
        activation
        dense 10

        """)
    #expect(plan.output == ImageShape(height: 1, width: 1, channels: 10))
  }

  @Test(arguments: NetworkPlan.names)
  func `printing and reading is the identity`(name: String) throws {
    let plan = try NetworkPlan.named(name, input: image, classCount: 10)
    let read = try NetworkPlan(text: plan.text)
    #expect(read == plan)
    #expect(read.text == plan.text)
  }

  @Test func `options may be left out and come in any order`() throws {
    let short = try NetworkPlan(
      text: """
        # a comment

        input 8x8x3
          convolution 4 padding 1 kernel 3   # the rest is said by default
        max-pool kernel 2
        average-pool stride 1 kernel 2
        batch-norm
        dropout .5
        global-average-pool
        """)
    #expect(
      short.text == """
        input 8x8x3
        convolution 4 kernel 3 stride 1 padding 1
        max-pool kernel 2 stride 2 padding 0
        average-pool kernel 2 stride 1 padding 0
        batch-norm
        dropout 0.5
        global-average-pool

        """)
  }

  @Test func `lines name what they read, and count by their words all the same`() throws {
    let plan = try NetworkPlan(
      text: """
        input 4x4x3
        skip=dropout .5
        x = convolution 3 bias none kernel 1
        convolution 3 kernel 3 padding 1 from skip
        y = batch-norm
        add x y input
        """)
    #expect(
      plan.text == """
        input 4x4x3
        skip = dropout 0.5
        x = convolution 3 kernel 1 stride 1 padding 0 bias none
        convolution 3 kernel 3 stride 1 padding 1 from skip
        y = batch-norm
        add x y input

        """)
    #expect(
      plan.nodes.map(\.label) == [
        "dropout-1", "convolution-1", "convolution-2", "batch-norm-1", "add-1",
      ])
    #expect(plan.nodes.map(\.cost.parameters) == [0, 9, 84, 6, 0])
    #expect(plan.nodes.map(\.cost.multiplyAdds) == [0, 144, 1296, 0, 0])
    #expect(plan.nodes[4].reads == [.node(1), .node(3), .input])
  }

  @Test(arguments: [
    ("", 1, "no input (a plan starts like 'input 28x28x1')"),
    ("dense 10", 1, "a plan starts with its input, like 'input 28x28x1'"),
    ("input 28x28", 1, "the input is '28x28' (expected HEIGHTxWIDTHxCHANNELS)"),
    ("input 0x1x1", 1, "the input is '0x1x1' (expected HEIGHTxWIDTHxCHANNELS)"),
    ("input 1x1x1 2", 1, "unexpected '2'"),
    (
      "input 8x8x1\n\nconvolutoin 3", 3, "unknown layer 'convolutoin' (did you mean 'convolution'?)"
    ),
    ("input 8x8x1\npadding", 2, "unknown layer 'padding'"),
    (
      "input 1x1x4\ndense ten", 2,
      "units of dense is 'ten' (expected a whole number from 1 to 65536)"
    ),
    (
      "input 1x1x4\ndense", 2,
      "units of dense is missing (expected a whole number from 1 to 65536)"
    ),
    ("input 8x8x1\nconvolution 4", 2, "convolution has no kernel (expected like 'kernel 3')"),
    (
      "input 8x8x1\nconvolution 4 kernal 3", 2,
      "unknown option 'kernal' (did you mean 'kernel'?)"
    ),
    ("input 8x8x1\nmax-pool kernel 2 kernel 2", 2, "kernel is given twice"),
    (
      "input 8x8x1\nmax-pool kernel 2 padding -1", 2,
      "padding of max-pool is '-1' (expected a whole number from 0 to 65536)"
    ),
    (
      "input 8x8x1\nmax-pool kernel 2 padding 2", 2,
      "padding 2 is more than half of the window of 2"
    ),
    (
      "input 8x8x1\n# far too large\nconvolution 4 kernel 9", 3,
      "a window of 9 does not fit an input of 8x8x1 with padding 0"
    ),
    (
      "input 8x8x1\nactivation\ndense 10", 3,
      "dense needs a flat input, not 8x8x1 (put 'flatten' before it)"
    ),
    (
      "input 8x8x1\ndropout 1", 2,
      "rate of dropout is '1' (expected a number from 0 to less than 1)"
    ),
    ("input 1x1x4\nactivation relu", 2, "unexpected 'relu'"),
    (
      "input 1x1x65536\ndense 65536", 2,
      "the network is too large (at most 268435456 numbers)"
    ),
    ("input 1x1x4\nadd input", 2, "add reads 1 layers (expected the names of at least 2)"),
    (
      "input 1x1x4\nskip = activation\nadd skip skp", 3,
      "no layer above is named 'skp' (did you mean 'skip'?)"
    ),
    (
      "input 1x1x4\nx = activation\nx = activation", 3, "'x' names two layers"
    ),
    (
      "input 1x1x4\n2x = activation", 2,
      "'2x' is no name (expected letters, digits, '-', '_' and '.', a letter first)"
    ),
    ("input 1x1x4\nfrom = activation", 2, "'from' is a word of the text, not a name"),
    ("input 1x1x4\nx = dense 4\ndense 3 from input", 2, "nothing reads 'x'"),
    (
      "input 1x1x4\nx = dense 3\nadd x input", 3,
      "add reads 1x1x3 and 1x1x4 (expected equal shapes)"
    ),
    (
      "input 1x1x4\nx = dense 3\ndense 2 from x input", 3,
      "from is followed by 2 words (expected one name)"
    ),
    (
      "input 1x1x4\nx = dense 3\nadd x x from x", 3,
      "add names what it reads behind its word (expected no 'from')"
    ),
    (
      "input 1x1x4\ndense 3 bias 0", 2,
      "bias of dense is '0' (expected 'none', or no 'bias' at all)"
    ),
    ("input 4x4x4\nshortcut", 2, "shortcut has no channels (expected like 'channels 32')"),
    (
      "input 4x4x4\nshortcut channels 3", 2,
      "shortcut makes 3 channels of 4x4x4 (expected no fewer)"
    ),
    ("input 1x1x4\nrepeat 2\nactivation\nend", 2, "unknown layer 'repeat'"),
    (
      "input 1x1x65536\nconvolution 65536 kernel 65536 padding 65536", 2,
      "the network is too large (at most 268435456 numbers)"
    ),
  ])
  func `what cannot be read is refused by line`(text: String, line: Int, reason: String) {
    #expect(throws: NetworkError.plan(line: line, reason: reason)) {
      try NetworkPlan(text: text)
    }
  }

  @Test func `an error reads as one line`() {
    let error = NetworkError.plan(line: 3, reason: "unexpected 'relu'")
    #expect("\(error)" == "network plan refused: unexpected 'relu' at line 3")
  }

  @Test func `endless text is refused before it is read`() {
    let text = String(repeating: "activation\n", count: 100_000)
    #expect(throws: NetworkError.self) { try NetworkPlan(text: text) }
  }

  @Test func `more layers than anyone needs are refused`() {
    let text = "input 1x1x1\n" + String(repeating: "activation\n", count: 1001)
    #expect(throws: NetworkError.plan(line: 1002, reason: "more than 1000 layers")) {
      try NetworkPlan(text: text)
    }
  }

  @Test func `built-in networks have the published sizes`() throws {
    let color = ImageShape(height: 32, width: 32, channels: 3)
    let allConvolutional = try NetworkPlan.named("all-cnn-c", input: color, classCount: 10)
    #expect(allConvolutional.parameterCount == 1_369_738)
    let small = try NetworkPlan.named("cnn-small", input: image, classCount: 10)
    #expect(small.parameterCount == 160 + 4640 + 1569 * 64 + 650)
    let dense = try NetworkPlan.named("mlp", input: image, classCount: 10)
    #expect(dense.parameterCount == 785 * 256 + 257 * 256 + 2570)
    for (name, parameters, multiplyAdds) in [
      ("resnet-20", 269_722, 40_551_040), ("resnet-32", 464_154, 68_862_592),
      ("resnet-56", 853_018, 125_485_696),
    ] {
      let residual = try NetworkPlan.named(name, input: color, classCount: 10)
      #expect(residual.cost.parameters == parameters)
      #expect(residual.cost.multiplyAdds == multiplyAdds)
    }
  }

  @Test func `an unknown network names the nearest`() {
    #expect(
      throws: NetworkError.unknownNetwork("'cnn-smal'", suggestion: " (did you mean 'cnn-small'?)")
    ) {
      try NetworkPlan.named("cnn-smal", input: image, classCount: 10)
    }
  }

  @Test func `a network that does not fit the images says why`() {
    let tiny = ImageShape(height: 4, width: 4, channels: 1)
    let error = #expect(throws: NetworkError.self) {
      try NetworkPlan.named("all-cnn-c", input: tiny, classCount: 10)
    }
    #expect(error.map { "\($0)".contains("does not fit images of 4x4x1") } == true)
  }

  @Test func `a node may be called like a kind of layer, whose plans then go on meaning the same`()
    throws
  {
    let text = "input 1x1x4\nadd = activation\ndense 3\ndense = activation\nsum = activation\n"
    #expect(try NetworkPlan(text: text).text == text)
  }
}
