import JSON
import JSON
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

  @Test func `a number that is not finite has its name beside it`() {
    let object = JSON.object(
      JSON.members("a", 1) + JSON.members("b", .nan) + JSON.members("c", -.infinity))
    #expect(
      object.description == #"{"a":1,"b":null,"bReason":"nan","c":null,"cReason":"-inf"}"#)
  }
}
