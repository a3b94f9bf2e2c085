import Testing

@testable import Searching

@Suite struct WelchTestTests {
  private struct Reference: Decodable {
    struct Case: Decodable {
      let sample, reference: [Double]
      let t, degrees, p, mean, deviation: Double
    }
    let cases: [Case]
  }

  @Test func `statistic, degrees of freedom and p are SciPy's`() throws {
    let reference: Reference = try fixture("welch")
    #expect(reference.cases.count == 9)
    for expected in reference.cases {
      let sample = Sample(expected.sample)
      #expect(abs(sample.mean - expected.mean) < 1e-14)
      #expect(abs((sample.deviation ?? -1) - expected.deviation) < 1e-14)
      let test = WelchTest(sample, greaterThan: Sample(expected.reference))
      #expect(abs(test.t - expected.t) <= 1e-10 * abs(expected.t))
      #expect(abs(test.degrees - expected.degrees) <= 1e-10 * expected.degrees)
      #expect(abs(test.p - expected.p) < 1e-10)
    }
  }

  @Test(arguments: [(0.91, 0.9, 0), (0.9, 0.9, 0.5), (0.89, 0.9, 1)])
  func `without any variance the sign of the difference decides`(
    _ value: Double, _ other: Double, _ p: Double
  ) {
    let test = WelchTest(
      Sample(Array(repeating: value, count: 7)),
      greaterThan: Sample(Array(repeating: other, count: 3)))
    #expect(test.p == p)
  }

  @Test func `single runs show nothing`() {
    #expect(WelchTest(Sample([0.9]), greaterThan: Sample([0.1, 0.1])).p == 1)
    #expect(WelchTest(Sample([0.9, 0.9]), greaterThan: Sample([0.1])).p == 1)
  }

  @Test func `variances that vanish when squared still have degrees of freedom`() {
    let test = WelchTest(Sample([0, 1e-100, 0]), greaterThan: Sample([0, 0, 1e-100]))
    #expect(test.t == 0)
    #expect(abs(test.degrees - 4) < 1e-12)
    #expect(test.p == 0.5)
  }
}
