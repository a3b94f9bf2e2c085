import Randomness
import TestSupport
import Testing

@testable import Activations

@Suite struct ExpressionTests {
  @Test func `printing and parsing are inverse`() throws {
    try forAll(count: 500) { generator in
      let expression = generator.expression(depth: 6)
      let parsed = try Expression(expression.description)
      #expect(parsed == expression)
    }
  }

  @Test func `white space between words is ignored`() throws {
    let spaced = try Expression(" mul ( x ,\n\t erfc(elu( x )) )\r\n")
    #expect(spaced.description == "mul(x,erfc(elu(x)))")
    #expect(spaced == (try Expression("mul(x,erfc(elu(x)))")))
  }

  @Test func `an expression knows its parts`() throws {
    let expression = try Expression("sum_n(x,relu(x),max(x,one(x)))")
    #expect(expression.operation == .sumN)
    #expect(expression.arguments.map(\.description) == ["x", "relu(x)", "max(x,one(x))"])
    #expect(expression.nodeCount == 8)
    #expect(expression.depth == 3)
    #expect(Expression.x.depth == 0)
    #expect(!expression.isConstant)
    #expect(try Expression("exp(add(one(x),zero(tanh(x))))").isConstant)
  }

  @Test(arguments: [
    ("", "empty expression (expected an operator or 'x')"),
    (" \n", "empty expression (expected an operator or 'x')"),
    ("swsh(x)", "unknown operator 'swsh' at column 1 (did you mean 'swish'?)"),
    ("mul(x,swsh(x))", "unknown operator 'swsh' at column 7 (did you mean 'swish'?)"),
    ("mul(x,\n  qqqqqq(x))", "unknown operator 'qqqqqq' at line 2, column 3"),
    ("silu(x)", "unknown operator 'silu' at column 1 (did you mean 'swish'?)"),
    ("add(x)", "wrong number of arguments at column 1: 'add' of 1 (expected 2)"),
    ("relu(tanh(x,x))", "wrong number of arguments at column 6: 'tanh' of 2 (expected 1)"),
    ("relu", "unexpected end of text at column 5 (expected '(' after 'relu')"),
    ("relu x", "unexpected 'x' at column 6 (expected '(' after 'relu')"),
    ("relu(x", "unexpected end of text at column 7 (expected ',' or ')' for 'relu')"),
    ("relu()", "unexpected ')' at column 6 (expected an operator or 'x')"),
    ("relu(x))", "unexpected ')' at column 8 (expected the end)"),
    ("relu(x) y", "unexpected 'y' at column 9 (expected the end)"),
    ("x x", "unexpected 'x' at column 3 (expected the end)"),
    ("x(x)", "unexpected '(' at column 2 (expected the end)"),
    (",", "unexpected ',' at column 1 (expected an operator or 'x')"),
    ("re lu(x)", "unknown operator 're' at column 1"),
    ("éé", "unexpected 'é' at column 1 (expected an operator or 'x')"),
    ("add(x,\u{3bb})", "unexpected 'λ' at column 7 (expected an operator or 'x')"),
    ("relu(\u{0})", "unexpected control character 0 at column 6 (expected an operator or 'x')"),
    (
      "mul(2x,x)",
      "invalid number '2x' at column 5 (expected a decimal such as -0.25 or 1e-3, finite as a float)"
    ),
    (
      "add(1.2.3,x)",
      "invalid number '1.2.3' at column 5 (expected a decimal such as -0.25 or 1e-3, finite as a"
        + " float)"
    ),
    ("add(x,-)", "unknown operator '-' at column 7"),
    ("add(x,.5)", "unexpected '.' at column 7 (expected an operator or 'x')"),
    ("p", "unexpected end of text at column 2 (expected '(' after 'p')"),
    (
      "mul(p(x),x)",
      "unexpected 'x' at column 7 (expected the number at which the parameter starts)"
    ),
    ("p(1,2)", "unexpected ',' at column 4 (expected ')' after the parameter's start)"),
    ("2 x", "unexpected 'x' at column 3 (expected the end)"),
  ])
  func `what is wrong is said with its place`(text: String, message: String) {
    let error = #expect(throws: ExpressionError.self) { try Expression(text) }
    #expect(error?.description == message)
  }

  @Test func `places count bytes, lines and characters`() {
    let error = #expect(throws: ExpressionError.self) { try Expression("add(\n x, é") }
    #expect(error?.position == TextPosition(offset: 9, line: 2, column: 5))
  }

  @Test func `no text is too long or too deep for an error`() {
    let megabyte = String(repeating: "relu(", count: 200_000)
    #expect(throws: ExpressionError.tooLong(bytes: 1_000_000, limit: 4096)) {
      try Expression(megabyte)
    }
    #expect(throws: ExpressionError.tooLong(bytes: 100_000, limit: 4096)) {
      try Expression(String(repeating: "(", count: 100_000))
    }
    let deep = String(repeating: "abs(", count: 65) + "x" + String(repeating: ")", count: 65)
    let error = #expect(throws: ExpressionError.self) { try Expression(deep) }
    #expect(
      error?.description == "expression too deep at column 257 (at most 64 nested calls)")
    #expect(throws: Never.self) { try Expression(String(deep.dropFirst(4).dropLast())) }
  }

  @Test func `an n-ary operator takes 1 to 16 arguments`() throws {
    func sum(_ count: Int) -> String {
      "sum_n(" + Array(repeating: "x", count: count).joined(separator: ",") + ")"
    }
    for count in [1, 2, 16] { #expect(try Expression(sum(count)).arguments.count == count) }
    let error = #expect(throws: ExpressionError.self) { try Expression(sum(300)) }
    #expect(
      error?.description
        == "wrong number of arguments at column 1: 'sum_n' of 300 (expected 1 to 16)")
  }

  @Test(arguments: [
    ("0.1", 0.1), ("-0.25", -0.25), ("+3", 3), ("1e-3", 1e-3), ("2.5E+2", 250), ("007", 7),
    ("1e-45", 1e-45), ("340282346638528859811704183484516925440", 0x1.fffffep127),
  ])
  func `a number is read as the nearest double`(text: String, number: Double) throws {
    #expect(try Expression(text).point(9).value == number)
    #expect(try Expression("mul( \(text) ,x)").point(1).value == number)
  }

  @Test func `a number is printed so that it parses back to the same double`() throws {
    try forAll(count: 2000) { generator in
      let bits =
        UInt64(generator.uniform(below: 1 << 32)) << 32 | UInt64(generator.uniform(below: 1 << 32))
      guard let number = Literal(Double(bitPattern: bits)) else { return }
      let parsed = try Expression(number.description)
      #expect(parsed == .constant(number), "\(number)")
      let parameter = Expression(.tanh, [.parameter(startingAt: number)])
      let parsedParameter = try Expression(parameter.description)
      #expect(parsedParameter == parameter)
    }
    for (text, printed) in [("2.0", "2"), ("1e22", "1e+22"), ("-0", "-0"), ("0.10", "0.1")] {
      #expect(try Expression(text).description == printed)
    }
  }

  @Test func `a zero keeps its sign`() throws {
    let minus = try Expression("-0.0")
    #expect(minus != (try Expression("0")))
    #expect(minus.description == "-0")
    #expect(minus.point(1).value.sign == .minus)
    #expect(try Expression("div(1,-0)").point(1).value == -.infinity)
  }

  @Test(arguments: ["1e39", "-1e39", "1e999", "3.5e38"])
  func `a number that is infinite as a float is refused`(text: String) {
    let error = #expect(throws: ExpressionError.self) { try Expression("mul(x,\(text))") }
    #expect(error?.position?.column == 7)
  }

  @Test func `parameters are known by their order, two of one start included`() throws {
    let expression = try Expression("add(mul(p(0.25),x),mul( p( -1e-2 ) ,p(0.25)))")
    #expect(expression.parameterStarts == [0.25, -0.01, 0.25])
    #expect(expression.description == "add(mul(p(0.25),x),mul(p(-0.01),p(0.25)))")
    #expect(!(try Expression("exp(p(1))").isConstant))
    let numbers = try [1, 2, 3].map { try #require(Literal($0)) }
    #expect(expression.fixing(numbers).description == "add(mul(1,x),mul(2,3))")
  }

  @Test func `an expression has at most 16 parameters`() throws {
    func sum(_ count: Int) -> String {
      "sum_n(" + Array(repeating: "p(1)", count: count).joined(separator: ",") + ")"
    }
    #expect(try Expression(sum(16)).parameterStarts.count == 16)
    let error = #expect(throws: ExpressionError.self) { try Expression("add(\(sum(16)),p(2))") }
    #expect(error?.description == "too many parameters at column 92 (at most 16)")
  }
}
