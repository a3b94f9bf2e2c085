import Datasets
import Testing

@testable import Networks

@Suite struct NetworkFileTests {
  @Test func `names, blocks and repeats are written out`() throws {
    let plan = try NetworkPlan(
      file: """
        block wide WIDTH KERNEL
          convolution WIDTH kernel KERNEL padding 1 bias none   # a comment
          change = activation
          add change in
        end
        input 6x6x4
        trunk=convolution 4 kernel 1
        repeat 2
          wide 4 3
        end
        middle = activation
        last = wide 4 3 from trunk
        add last middle
        """)
    #expect(
      plan.text == """
        input 6x6x4
        trunk = convolution 4 kernel 1 stride 1 padding 0
        convolution 4 kernel 3 stride 1 padding 1 bias none
        change.1 = activation
        add-1 = add change.1 trunk
        convolution 4 kernel 3 stride 1 padding 1 bias none
        change.2 = activation
        add change.2 add-1
        middle = activation
        convolution 4 kernel 3 stride 1 padding 1 bias none from trunk
        change.3 = activation
        last = add change.3 trunk
        add last middle

        """)
    #expect(try NetworkPlan(text: plan.text).text == plan.text)
  }

  @Test func `repeats nest, and a block uses blocks before it`() throws {
    let plan = try NetworkPlan(
      file: """
        block half TIMES
          repeat TIMES
            activation
          end
        end
        block whole
          half 2
          half 1
        end
        input 1x1x4
        repeat 2
          repeat 3
            whole
          end
        end
        dense 2
        """)
    #expect(plan.nodes.count == 19)
    #expect(plan.output.channels == 2)
  }

  @Test func `a plan is a file too, and keeps its text`() throws {
    for name in NetworkPlan.names {
      let image = ImageShape(height: 28, width: 28, channels: 1)
      let plan = try NetworkPlan.named(name, input: image, classCount: 10)
      #expect(try NetworkPlan(file: plan.text).text == plan.text)
    }
  }

  @Test func `a generated name keeps away from the user's`() throws {
    let plan = try NetworkPlan(
      file: """
        input 1x1x4
        x.1 = activation
        activation
        repeat 2
          x = activation
          add x in
        end
        activation-2 = activation
        add activation-2 x.1
        """)
    #expect(
      plan.nodes.map(\.name) == [
        "x.1", "activation-2.1", "x.2", "add-1", "x.3", nil, "activation-2", nil,
      ])
    #expect(try NetworkPlan(text: plan.text).text == plan.text)
  }

  @Test(arguments: [
    ("input 1x1x4\nend", 2, "'end' without a 'block' or 'repeat' before it"),
    ("input 1x1x4\n\nrepeat 2\nactivation", 3, "repeat has no 'end'"),
    ("input 1x1x4\nrepeat 2\nend", 2, "repeat is empty"),
    (
      "input 1x1x4\nrepeat two\nactivation\nend", 2,
      "times of repeat is 'two' (expected a whole number from 1 to 65536)"
    ),
    ("input 1x1x4\nrepeat 65536\nactivation\nend", 3, "more than 1000 layers"),
    (
      "block dense\nactivation\nend", 1,
      "'dense' is a word of the text, not a name of a block"
    ),
    (
      "block b width\nactivation\nend", 1,
      "'width' is no parameter of a block (expected a word in capitals)"
    ),
    ("block b W W\nactivation\nend", 1, "W is given twice"),
    ("block b\nactivation\nend\nblock b\nactivation\nend", 4, "'b' names two blocks"),
    (
      "block b\nb\nend\ninput 1x1x4\nb", 2,
      "the block b uses itself, directly or through another"
    ),
    (
      "block a\nb\nend\nblock b\nrepeat 2\na\nend\nend\ninput 1x1x4\na", 6,
      "the block a uses itself, directly or through another"
    ),
    ("block b\nblock c\nend\nend", 2, "a block within a block b (expected it outside)"),
    ("block b W\nactivation\nend\ninput 1x1x4\nb", 5, "b is given 0 values (expected W)"),
    (
      "block b\nactivation\nend\nb", 4, "a plan starts with its input, like 'input 28x28x1'"
    ),
    (
      "block narrow W\ndense W\nend\ninput 1x1x4\nnarow 3", 5,
      "unknown layer 'narow' (did you mean 'narrow'?)"
    ),
    (
      "block b W\n\ndense W\nend\ninput 2x2x4\nb 3", 3,
      "dense needs a flat input, not 2x2x4 (put 'flatten' before it) (in the block b that line 6 "
        + "uses)"
    ),
    (
      "block b W\ndense W\nend\ninput 2x2x4\nb wide", 2,
      "units of dense is 'wide' (expected a whole number from 1 to 65536) (in the block b that "
        + "line 5 uses)"
    ),
    (
      "input 1x1x4\nrepeat 2\nskip = activation\nend\nadd skip skip", 5,
      "no layer above is named 'skip'"
    ),
  ])
  func `what cannot be written out is refused by the file's line`(
    text: String, line: Int, reason: String
  ) {
    #expect(throws: NetworkError.plan(line: line, reason: reason)) {
      try NetworkPlan(file: text)
    }
  }
}
