import Testing

@testable import Activations

@Suite struct SchemaTests {
  @Test(arguments: [
    ("unary(unary(unary(unary(x))))", 531_441), ("unary(binary(unary(x),unary(x)))", 137_781),
    ("binary(unary(unary(x)),unary(x))", 137_781), ("binary(unary(x),unary(unary(x)))", 137_781),
    ("n-ary(unary(x),unary(x),unary(x))", 78_732), ("binary(unary(x),unary(x))", 5103),
    ("mul(x,unary(x))", 27), ("x", 1),
  ])
  func `a schema has its published number of expressions`(text: String, count: Int) throws {
    let schema = try Schema(text)
    #expect(schema.description == text)
    #expect(schema.expressions(over: .aquasurf27).count == count)
  }

  @Test func `the order is n-ary, binary, unary, left to right`() throws {
    let pairs = try Schema("binary(unary(x),unary(x))").expressions(over: .aquasurf27)
    #expect(pairs[0].description == "add(zero(x),zero(x))")
    #expect(pairs[1].description == "add(zero(x),one(x))")
    #expect(pairs[27].description == "add(one(x),zero(x))")
    #expect(pairs[729].description == "sub(zero(x),zero(x))")
    #expect(pairs[5102].description == "min(hard_sigmoid(x),hard_sigmoid(x))")
    let mixed = try Schema("unary(binary(x,n-ary(x,x)))").expressions(over: .aquasurf31)
    #expect(mixed[0].description == "zero(add(x,sum_n(x,x)))")
    #expect(mixed[31].description == "zero(sub(x,sum_n(x,x)))")
    #expect(mixed[31 * 7].description == "zero(add(x,prod_n(x,x)))")
  }

  @Test func `a schema contains what it enumerates, and nothing else`() throws {
    let schema = try Schema("binary(unary(x),unary(x))")
    #expect(schema.contains(try Expression("pow(exp(x),relu(x))"), over: .aquasurf27))
    #expect(!schema.contains(try Expression("pow(gelu(x),relu(x))"), over: .aquasurf27))
    #expect(schema.contains(try Expression("pow(gelu(x),relu(x))"), over: .aquasurf31))
    #expect(!schema.contains(try Expression("pow(exp(x),x)"), over: .aquasurf27))
    #expect(!schema.contains(try Expression("sum_n(exp(x),exp(x))"), over: .aquasurf27))
  }

  @Test(arguments: [
    ("binry(x,x)", "unknown operator 'binry' at column 1 (did you mean 'binary'?)"),
    ("unary(x,x)", "wrong number of arguments at column 1: 'unary' of 2 (expected 1)"),
    ("unary()", "unexpected ')' at column 7 (expected a placeholder, an operator or 'x')"),
  ])
  func `a wrong schema says what is wrong`(text: String, message: String) {
    let error = #expect(throws: ExpressionError.self) { try Schema(text) }
    #expect(error?.description == message)
  }

  @Test func `a huge schema counts as huge`() throws {
    let schema = try Schema(
      String(repeating: "unary(", count: 30) + "x" + String(repeating: ")", count: 30))
    #expect(schema.expressions(over: .aquasurf27).count == .max)
    #expect(throws: ExpressionError.spaceTooLarge(expressions: .max, limit: 4_000_000)) {
      try ClassTable(schemas: [schema])
    }
  }
}
