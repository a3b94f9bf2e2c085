import Testing

@testable import Benchmarking

@Suite struct SeparatedLineTests {
  @Test(arguments: [
    ("", [""]), (",", ["", ""]), ("a,b", ["a", "b"]),
    ("\"mul(x,exp(x))\",1", ["mul(x,exp(x))", "1"]),
    ("\"\"\"\",\"a,\"\"b\"", ["\"", "a,\"b"]), ("é,\",\",ß", ["é", ",", "ß"]),
    ("a,\"\"", ["a", ""]),
  ])
  func `fields are apart at commas that are not quoted`(line: String, fields: [String]) {
    #expect(SeparatedLine.fields(Substring(line)) == fields)
  }

  @Test(arguments: ["\"", "\"a", "\"a\"b", "a,\"b\" ,c"])
  func `a quotation that does not end well is refused`(line: String) {
    #expect(SeparatedLine.fields(Substring(line)) == nil)
  }
}
