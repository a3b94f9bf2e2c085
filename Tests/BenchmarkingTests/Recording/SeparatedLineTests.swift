import Testing

@testable import Benchmarking

@Suite struct SeparatedLineTests {
  @Test(arguments: [
    ("", [""]), (",", ["", ""]), ("a,b", ["a", "b"]), ("a,\"\"", ["a", ""]),
    ("\"mul(x,exp(x))\",1", ["mul(x,exp(x))", "1"]), ("é,\",\",ß", ["é", ",", "ß"]),
    ("\"\"\"\",\"a,\"\"b\"", ["\"", "a,\"b"]),
  ])
  func `fields are apart at commas that are not quoted`(line: String, fields: [String]) {
    #expect(SeparatedLine.fields(Substring(line)) == fields)
  }

  @Test(arguments: ["\"", "\"a", "\"a\"b", "a,\"b\" ,c"])
  func `a quotation that does not end well is refused`(line: String) {
    #expect(SeparatedLine.fields(Substring(line)) == nil)
  }
}
