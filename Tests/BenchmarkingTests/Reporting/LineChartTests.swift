import Foundation
import Testing

@testable import Benchmarking

@Suite struct LineChartTests {
  private func points(_ values: [Double]) -> [Standing.Point] {
    values.enumerated().map {
      Standing.Point(
        evaluations: $0.offset + 1, mean: $0.element, low: $0.element - 0.01,
        high: $0.element + 0.01)
    }
  }

  @Test func `every curve has a band, a line and a name`() {
    let chart = LineChart(
      title: "a < b & c", across: "evaluations",
      series: [
        .init(name: "random", points: points([0.5, 0.6, 0.7])),
        .init(name: "knr-both", points: points([0.5, 0.8, 0.9])),
      ], levels: [.init(name: "best", value: 0.95)])
    let text = chart.text
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
    #expect(text.contains("a &lt; b &amp; c"))
    #expect(text.ranges(of: "<polyline").count == 2 && text.ranges(of: "<polygon").count == 2)
    #expect(!text.contains("nan") && !text.contains("inf"))
    #expect(text.contains(">0.60<") || text.contains(">0.6<"))
    let knr = text.range(of: ">knr-both<")?.lowerBound
    let random = text.range(of: ">random<")?.lowerBound
    if let knr, let random { #expect(knr < random) } else { Issue.record("a name is missing") }
  }

  @Test func `a flat curve of one point can be drawn`() {
    let chart = LineChart(
      title: "", across: "",
      series: [.init(name: "one", points: [.init(evaluations: 1, mean: 0.5, low: 0.5, high: 0.5)])])
    #expect(!chart.text.contains("nan"))
  }
}
