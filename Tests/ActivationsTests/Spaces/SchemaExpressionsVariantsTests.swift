import Activations
import Testing

@Suite struct SchemaExpressionsVariantsTests {
  @Test func `a variant differs in one operator, and each of them is named once`() throws {
    let expressions = try Schema("binary(unary(x),mul(x,unary(x)))")
      .expressions(over: .aquasurf27)
    for position in [0, 1, 4711, expressions.count - 1] {
      let text = expressions[position].description
      let variants = expressions.variants(of: position).map { expressions[$0].description }
      #expect(variants.count == 6 + 26 + 26)
      #expect(Set(variants).count == variants.count)
      for variant in variants {
        let names = text.split(whereSeparator: { "(),".contains($0) })
        let others = variant.split(whereSeparator: { "(),".contains($0) })
        #expect(zip(names, others).count { $0 != $1 } == 1)
      }
    }
  }

  @Test func `what has no placeholder has no variants`() throws {
    #expect(try Schema("relu(x)").expressions(over: .aquasurf27).variants(of: 0).isEmpty)
  }
}
