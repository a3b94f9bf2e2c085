import Foundation
import Testing

@testable import Searching

@Suite struct StudentDistributionTests {
  private struct Reference: Decodable {
    struct Point: Decodable {
      let t, degrees, p, scipy: Double
    }
    let points: [Point]
  }

  @Test func `upper tails are within 1e-10 of the exact values and of SciPy's`() throws {
    let reference: Reference = try fixture("student")
    #expect(reference.points.count > 100)
    for point in reference.points {
      let p = StudentDistribution(degrees: point.degrees).upperTail(point.t)
      #expect(abs(p - point.p) <= 1e-10 * point.p, "t \(point.t), degrees \(point.degrees)")
      // SciPy 1.17 itself is off by 1.6e-9 at t = 1e-8.
      if abs(point.t) != 1e-8 { #expect(abs(p - point.scipy) < 1e-10) }
    }
  }

  @Test func `ends and missing values are values`() {
    let distribution = StudentDistribution(degrees: 3)
    #expect(distribution.upperTail(.infinity) == 0)
    #expect(distribution.upperTail(-.infinity) == 1)
    #expect(distribution.upperTail(0) == 0.5)
    #expect(distribution.upperTail(.nan).isNaN)
    #expect(distribution.upperTail(1e200) == 0)
    #expect(distribution.upperTail(-1e200) == 1)
  }
}

/// Reads a file of reference values.
func fixture<Content: Decodable>(_ name: String) throws -> Content {
  let url = try #require(
    Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
  return try JSONDecoder().decode(Content.self, from: Data(contentsOf: url))
}
