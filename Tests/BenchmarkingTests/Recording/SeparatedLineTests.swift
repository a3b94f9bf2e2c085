import Testing

@testable import Benchmarking

@Suite struct SeparatedLineTests {
  @Test(arguments: [
    ["a", "b"], [""], ["", ""], ["mul(x,exp(x))", "1"], ["\"", "a\"b,\"", "\"\""], ["é", ",", "ß"],
  ])
  func `fields come back as they were`(fields: [String]) {
    #expect(SeparatedLine.fields(Substring(SeparatedLine.text(fields))) == fields)
  }

  @Test(arguments: ["\"", "\"a", "\"a\"b", "a,\"b\" ,c"])
  func `a quotation that does not end well is refused`(line: String) {
    #expect(SeparatedLine.fields(Substring(line)) == nil)
  }
}
