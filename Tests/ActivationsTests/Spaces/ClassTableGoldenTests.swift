import Digests
import Testing

@testable import Activations

@Suite struct ClassTableGoldenTests {
  @Test func `the three-node space is bit for bit the one that benchmarks were recorded with`()
    throws
  {
    let table = try ClassTable(
      schemas: [Schema("binary(unary(x),unary(x))")], including: Baselines.all)
    let names = table.classes.representativeTexts
    var forms = table.classes.formTexts
    // Since then one class, of values that are not all finite, has got a simpler form: powers of
    // what overflowed had infinite slopes, and such an expression was avoided.
    let changed = try #require(forms.firstIndex(of: "pow(x,sinh(x))"))
    #expect(table.classes.keys[changed].description == "22713a2a8d8bd44c32cdbfe4b1996706")
    #expect(!table.classes[changed].isFinite)
    forms[changed] = "pow(elu(x),sinh(x))"
    // Keys and forms in their order are what a ledger goes by.
    let recorded = table.classes.indices.map { "\(table.classes.keys[$0]) \(forms[$0])\n" }
    #expect(
      Digest.of(recorded.joined()).description
        == "f0e0496dc476409dd32f5180bc52a1c12cd676c00e8e167dbc3852c6740b80f6")
    let whole = table.classes.map {
      "\($0.key) \(names[$0.index]) \(forms[$0.index]) \($0.memberCount) \($0.isFinite ? 1 : 0)\n"
    }
    #expect(
      Digest.of(whole.joined()).description
        == "3f951adcb533a4b3e3acf8cbff4d398182affd8fe9f0f9ce3c73fd2369a32147")
  }

  @Test(arguments: [
    ["binary(unary(x),x)"], ["n-ary(unary(x),x)"], ["n-ary(x)", "unary(n-ary(abs(x),unary(x)))"],
    ["unary(x)", "unary(unary(x))", "abs(unary(x))", "x"],
    ["mul(x,unary(x))", "binary(x,unary(x))"],
  ])
  func `classes are those of all expressions one after the other`(texts: [String]) throws {
    for rule in ClassTable.Rule.allCases {
      let schemas = try texts.map { try Schema($0) }
      let extras = try [Expression("relu(x)"), Expression("gelu(x)"), Expression("relu(x)")]
      let table = try ClassTable(schemas: schemas, including: extras, rule: rule, threads: 3)
      var order: [ClassKey] = []
      var members: [ClassKey: [String]] = [:]
      var met: Set<Expression> = []
      for expression in schemas.flatMap({ Array($0.expressions(over: .aquasurf27)) }) + extras
      where met.insert(expression).inserted {
        let key = ExpressionGraph.outputs(of: expression, rule: rule).key
        if members[key] == nil { order.append(key) }
        members[key, default: []].append(expression.description)
      }
      #expect(table.expressionCount == met.count)
      #expect(table.classes.keys == order)
      for entry in table.classes {
        #expect(entry.memberCount == members[entry.key]?.count)
        #expect(entry.representative.description == members[entry.key]?.max())
        let (outputs, key, isFinite) = ExpressionGraph.outputs(of: entry.form, rule: rule)
        #expect(key == entry.key && isFinite == entry.isFinite)
        #expect(outputs.map(\.bitPattern) == table.outputs(of: entry.index).map(\.bitPattern))
      }
    }
  }

  @Test func `the number of threads changes nothing`() throws {
    let schemas = try [Schema("unary(binary(unary(x),x))"), Schema("n-ary(unary(x),x,x)")]
    let one = try ClassTable(schemas: schemas, threads: 1)
    for threads in [2, 5] {
      let other = try ClassTable(schemas: schemas, threads: threads)
      #expect(other.encoded == one.encoded)
      #expect(other.outputs(of: 17) == one.outputs(of: 17))
    }
  }
}
