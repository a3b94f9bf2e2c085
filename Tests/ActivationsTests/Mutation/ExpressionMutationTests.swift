import Activations
import Randomness
import Testing

@Suite struct ExpressionMutationTests {
  private func mutants(
    of text: String, by mutation: Mutation, limit: Int = 64, count: Int = 400
  ) throws -> [Expression?] {
    let expression = try Expression(text)
    return (0..<count).map { seed in
      var generator = Generator(seed: Seed(UInt64(seed)))
      return expression.mutated(by: mutation, over: .aquasurf27, limit: limit) {
        generator.uniform(below: $0)
      }
    }
  }

  @Test(arguments: Mutation.allCases)
  func `a mutant is another expression that parses back, within the limit`(
    _ mutation: Mutation
  ) throws {
    let found = try mutants(of: "mul(x,erfc(elu(x)))", by: mutation, limit: 9)
    for mutant in found.compactMap(\.self) {
      #expect(mutant.description != "mul(x,erfc(elu(x)))")
      #expect(mutant.nodeCount <= 9)
      #expect(try Expression(mutant.description) == mutant)
    }
    #expect(Set(found.compactMap(\.self)).count > 3)
  }

  @Test func `an insertion adds an operator and keeps what was there`() throws {
    for mutant in try mutants(of: "tanh(x)", by: .insertion).compactMap(\.self) {
      #expect(mutant.nodeCount > 2 && mutant.nodeCount <= 5)
      #expect(mutant.description.contains("tanh("))
    }
  }

  @Test func `a removal leaves a part of the expression`() throws {
    let found = Set(try mutants(of: "mul(relu(x),exp(x))", by: .removal).compactMap(\.self))
    #expect(
      Set(found.map(\.description)) == ["relu(x)", "exp(x)", "mul(x,exp(x))", "mul(relu(x),x)"])
  }

  @Test func `a change keeps the shape and never the operator`() throws {
    for mutant in try mutants(of: "relu(x)", by: .change).compactMap(\.self) {
      #expect(mutant.nodeCount == 2 && mutant.operation?.kind == .unary)
    }
    #expect(Set(try mutants(of: "relu(x)", by: .change)).count == 26)
  }

  @Test func `the leaf alone cannot lose or change an operator`() throws {
    #expect(try mutants(of: "x", by: .removal).allSatisfy { $0 == nil })
    #expect(try mutants(of: "x", by: .change).allSatisfy { $0 == nil })
  }

  @Test func `what would be too long is not made`() throws {
    #expect(try mutants(of: "mul(x,x)", by: .insertion, limit: 3).allSatisfy { $0 == nil })
  }

  @Test func `the same draws make the same mutants`() throws {
    for mutation in Mutation.allCases {
      #expect(
        try mutants(of: "mul(x,erfc(elu(x)))", by: mutation)
          == mutants(of: "mul(x,erfc(elu(x)))", by: mutation))
    }
  }
}
