import Foundation
import Testing

@testable import Activations

@Suite struct VectorPlotTests {
  @Test func `the document shows function, derivative and name`() throws {
    let text = VectorPlot.text(of: try Expression("mul(x,erfc(elu(x)))"), over: -3...3)
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
    #expect(text.contains(">mul(x,erfc(elu(x)))</text>"))
    #expect(text.components(separatedBy: "<polyline").count == 3)
    #expect(text.contains(">-3</text>") && text.contains(">3</text>"))
  }

  @Test func `a pole leaves a gap`() throws {
    let text = VectorPlot.text(of: try Expression("reciprocal(x)"), over: -1...1)
    #expect(text.components(separatedBy: "#1d4ed8\" points").count == 3)
  }
}
