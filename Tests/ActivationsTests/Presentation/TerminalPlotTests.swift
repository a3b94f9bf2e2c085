import Testing

@testable import Activations

@Suite struct TerminalPlotTests {
  @Test func `a plot has its size, axes and labels`() throws {
    let text = TerminalPlot.text(of: try Expression("relu(x)"), over: -2...2, columns: 20, rows: 5)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[0].hasPrefix(" 2.08 "))
    #expect(lines[4].hasPrefix("-0.08 "))
    #expect(lines[5].hasSuffix("2") && lines[5].contains("-2"))
    #expect(
      text.contains("│") && text.unicodeScalars.contains { (0x2801...0x28ff).contains($0.value) })
  }

  @Test(arguments: ["div(x,zero(x))", "pow(zero(x),x)", "exp(exp(exp(x)))", "zero(x)", "x"])
  func `any function can be drawn`(text: String) throws {
    let expression = try Expression(text)
    #expect(TerminalPlot.text(of: expression).split(separator: "\n").count == 17)
    let document = VectorPlot.text(of: expression)
    #expect(!document.contains("nan") && !document.contains("inf"))
  }
}
