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
}
