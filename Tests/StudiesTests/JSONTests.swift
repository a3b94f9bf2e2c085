import Studies
import Testing

@Suite struct JSONTests {
  @Test func `values print on one line in the order given`() {
    let value: JSON = [
      "b": 1, "a": [1.5, nil, true, "x\"\\\n\u{1}é"], "n": .number(.nan), "i": .number(-.infinity),
    ]
    #expect(
      value.description
        == #"{"b":1,"a":[1.5,null,true,"x\"\\\n\u0001é"],"n":null,"i":null}"#)
  }
}
