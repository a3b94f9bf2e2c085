import Testing

@testable import Activations

@Suite struct ClassTableTests {
  static let threeNodes = Result { try ClassTable(schemas: [Schema("binary(unary(x),unary(x))")]) }

  @Test func `the three-node space has its published counts`() throws {
    let table = try ClassTableTests.threeNodes.get()
    #expect(table.expressionCount == 5103)
    #expect(table.classes.count == 2791)
    #expect(table.finiteClassCount == 2412)
    let sizes = table.classes.map(\.memberCount).sorted(by: >)
    #expect(sizes.prefix(4) == [142, 108, 56, 53])
    #expect(sizes.count { $0 == 1 } == 1669)
    #expect(sizes.reduce(0, +) == 5103)
    #expect(table.schemas.map(\.classCount) == [2791])
    #expect(table.schemas.map(\.finiteClassCount) == [2412])
  }

  @Test func `the float32 rule stays near the published count`() throws {
    let table = try ClassTable(schemas: [Schema("binary(unary(x),unary(x))")], rule: .float32)
    #expect(abs(table.classes.count - 2913) <= 15, "\(table.classes.count)")
  }

  @Test func `short chains have their counts`() throws {
    let two = try ClassTable(schemas: [Schema("unary(unary(x))")])
    #expect(two.expressionCount == 729)
    #expect(two.classes.count == 544)
    #expect(try ClassTable(schemas: [Schema("unary(x)")]).classes.count == 27)
  }

  @Test func `the representative is the greatest name`() throws {
    let table = try ClassTableTests.threeNodes.get()
    let index = try #require(table.class(of: Expression("min(selu(x),square(x))")))
    #expect(table.classes[index].representative.description == "min(square(x),selu(x))")
    #expect(table.classes[index].memberCount == 2)
  }

  @Test(arguments: [
    ("add(relu(x),zero(x))", "relu(x)"), ("sub(zero(x),negative(x))", "x"),
    ("mul(identity(x),sigmoid(x))", "swish(x)"), ("max(identity(x),zero(x))", "relu(x)"),
    ("sub(exp(x),sinh(x))", "cosh(x)"), ("sub(one(x),erf(x))", "erfc(x)"),
    ("mul(relu(x),relu(x))", "square(relu(x))"), ("div(sinh(x),cosh(x))", "tanh(x)"),
    ("sub(zero(x),one(x))", "negative(one(x))"), ("mul(zero(x),exp(x))", "zero(x)"),
    ("sub(identity(x),erfc(x))", "sub(x,erfc(x))"),
  ])
  func `the form is the shortest spelling`(member: String, form: String) throws {
    let table = try ClassTableTests.threeNodes.get()
    let index = try #require(table.class(of: Expression(member)))
    #expect(table.classes[index].form.description == form)
  }

  @Test func `every form has the key of its class and no more nodes than a member`() throws {
    for entry in try ClassTableTests.threeNodes.get().classes {
      #expect(entry.form.classKey == entry.key)
      #expect(entry.form.nodeCount <= 5)
    }
  }

  @Test func `every baseline has its class, with itself as the form`() throws {
    let table = try ClassTableTests.threeNodes.get()
    for baseline in Baselines.all {
      let index = try #require(table.class(of: baseline))
      #expect(table.classes[index].form == baseline)
      #expect(table.classes[index].isFinite)
    }
  }

  @Test func `outputs are those of the form`() throws {
    let table = try ClassTableTests.threeNodes.get()
    let index = try #require(table.class(of: Expression("relu(x)")))
    let outputs = table.outputs(of: index)
    #expect(outputs.count == 1000)
    for (output, x) in zip(outputs, Probe.samples) { #expect(output == max(Float(x), 0)) }
  }

  @Test func `a union counts every expression once`() throws {
    let table = try ClassTable(
      schemas: [Schema("unary(x)"), Schema("unary(unary(x))"), Schema("abs(unary(x))")],
      including: Baselines.all + [Expression("gelu(x)")])
    #expect(table.expressionCount == 27 + 729 + 1)
    #expect(table.schemas.map(\.expressionCount) == [27, 729, 27])
    #expect(table.classes.map(\.memberCount).reduce(0, +) == table.expressionCount)
    #expect(table.class(of: try Expression("gelu(identity(x))")) == table.classes.count - 1)
    #expect(table.class(of: try Expression("mish(x)")) == nil)
  }

  @Test func `indices follow the enumeration`() throws {
    let table = try ClassTableTests.threeNodes.get()
    #expect(table.class(of: try Expression("add(zero(x),zero(x))")) == 0)
    #expect(table.class(of: try Expression("add(zero(x),one(x))")) == 1)
    #expect(table.classes.enumerated().allSatisfy { $0.offset == $0.element.index })
  }

  @Test func `schemas and extras may have numbers and parameters`() throws {
    let table = try ClassTable(
      schemas: [Schema("mul(p(1),unary(x))"), Schema("max(x,mul(p(0.25),x))"), Schema("0.5")],
      including: ["p(2)", "mul(p(1),relu(x))", "leakyrelu(x)"].map { try Expression($0) })
    let forms = table.classes.map(\.form.description)
    #expect(forms.contains("max(x,mul(p(0.25),x))"))
    #expect(forms.contains("mul(p(1),relu(x))"))
    #expect(forms.contains("0.5"))
    #expect(forms.contains("p(2)"))
    #expect(forms.contains("mul(p(1),x)"))
    // 27 operators, no two of which are alike below a parameter, and what is not among them.
    #expect(table.expressionCount == 27 + 1 + 1 + 2)
    #expect(table.classes.count == 31)
    for entry in table.classes {
      #expect(table.class(of: entry.form) == entry.index, "\(entry.form)")
      #expect(entry.form.classKey == entry.key, "\(entry.form)")
    }
    let copy = try #require(
      ClassTable(
        encoded: table.encoded,
        outputs: Copy(
          outputs: table.withOutputs { outputs in
            outputs.indices.map { outputs[$0] }
          })))
    #expect(copy.classes.map(\.form) == table.classes.map(\.form))
    #expect(copy.classes.formTexts == forms)
  }

  private struct Copy: OutputStore {
    let outputs: [Float]

    func withOutputs<R, Failure: Error>(
      _ body: (Span<Float>) throws(Failure) -> R
    ) throws(Failure) -> R { try body(outputs.span) }
  }
}
