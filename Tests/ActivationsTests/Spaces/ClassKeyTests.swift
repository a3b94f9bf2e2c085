import Testing

@testable import Activations

@Suite struct ClassKeyTests {
  @Test func `a key is 32 hexadecimal digits`() {
    let key = ClassKey(high: 0xabc, low: 1)
    #expect(key.description == "0000000000000abc0000000000000001")
    #expect(ClassKey(hexadecimal: key.description) == key)
    #expect(ClassKey(hexadecimal: "0000000000000ABC0000000000000001") == key)
  }

  @Test(arguments: [
    "", "1", "+000000000000abc0000000000000001", "0000000000000abc000000000000000g",
    "0000000000000abc00000000000000010",
  ])
  func `other texts are no keys`(text: String) { #expect(ClassKey(hexadecimal: text) == nil) }

  @Test func `keys are ordered as their digits`() {
    #expect(ClassKey(high: 1, low: 9) < ClassKey(high: 2, low: 0))
    #expect(ClassKey(high: 1, low: 8) < ClassKey(high: 1, low: 9))
  }

  @Test func `zeros are alike, NaNs are alike, all else counts`() {
    func key(_ outputs: [Float]) -> (key: ClassKey, isFinite: Bool) {
      var outputs = outputs
      return OutputsKey.keys(canonicalizing: &outputs, width: outputs.count)[0]
    }
    #expect(key([0, 1]).key == key([-0.0, 1]).key)
    #expect(key([.nan]).key == key([-.signalingNaN]).key)
    #expect(key([0, 1]).key != key([1, 0]).key)
    #expect(key([1]).key != key([1, 0]).key)
    #expect(key([.infinity]).key != key([-.infinity]).key)
    #expect(key([1, 2]).isFinite && !key([1, .infinity]).isFinite && !key([.nan]).isFinite)
  }

  @Test func `keys never change between releases`() throws {
    #expect(try Expression("relu(x)").classKey.description == "eaa0ba65cb48e539fe86a3c8d4f60b28")
  }

  @Test func `numbers count by the outputs, parameters by starts and structure too`() throws {
    func key(_ text: String) throws -> ClassKey { try Expression(text).classKey }
    #expect(try key("mul(x,0.5)") == key("mul(0.5,x)"))
    #expect(try key("mul(1,relu(x))") == key("relu(x)"))
    #expect(try key("mul(0.5,x)") != key("mul(0.25,x)"))
    let learned = try key("max(x,mul(p(0.25),x))")
    #expect(try learned != key("max(x,mul(0.25,x))"))
    #expect(try learned != key("max(x,mul(p(0.5),x))"))
    #expect(try learned == key("max(x,mul(p(0.25),identity(x)))"))
    #expect(try learned == key("max(mul(1,x),mul(p(0.25),x))"))
    // At their starts these are the same function, but not where they go from there.
    #expect(try key("mul(p(1),x)") != key("mul(x,mul(p(1),p(1)))"))
    #expect(try key("mul(p(1),x)") != key("x"))
    #expect(try key("add(x,zero(p(1)))") == key("x"))
  }

  @Test func `keys of functions with parameters never change between releases`() throws {
    #expect(
      try Expression("max(x,mul(p(0.25),x))").classKey.description
        == "0e8f9683dfc40e25a1e1aeaf97bc9799")
  }
}
