import TestSupport
import Testing

/// The measures that the kernels' tests go by.
@Suite struct AccuracyTests {
  @Test func `an error is counted in units of the last place`() {
    #expect(ulps(Float(1).nextUp, 1) == 1)
    #expect(ulps(1, 1 + 0x1p-25) == 0)
    #expect(ulps(0, 1e-40) == 0)
    #expect(derivativeError(Float(8).nextUp, 8) == 0.25)
    #expect(derivativeError(0x1p-24, 0) == 0.25)
    #expect(ulps(.infinity, 0x1.fffffep127) == 0)
    #expect(ulps(.greatestFiniteMagnitude, 0x1.ffffffp127) == 0)
  }

  @Test(arguments: [
    (Float.nan, 1.0), (1, .nan), (.infinity, 1), (1, .infinity), (.infinity, -.infinity),
    (.nan, .infinity), (.infinity, .nan), (.nan, 1e-40), (.nan, 1e300), (-.infinity, 3.4e38),
    (.infinity, 3e38),
  ])
  func `what only one of the two is counts as infinitely wrong`(value: Float, exact: Double) {
    #expect(ulps(value, exact) == .infinity)
    #expect(derivativeError(value, exact) == .infinity)
  }

  @Test func `a NaN among errors is not forgotten, nor what came before it`() {
    var largest = LargestError<Int>()
    for (place, error) in [8, 3, .nan, 0, 9].enumerated() { largest.meet(error, at: place) }
    #expect(largest.error == .infinity)
    #expect(largest.place == 2)
    #expect(largestError([1, .nan, 2]) == .infinity)
    #expect(largestError([.nan]) == .infinity)
    #expect(largestError([1, 3, 2]) == 3)
    #expect(largestError([]) == 0)
  }
}
