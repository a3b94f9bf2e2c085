import Testing

@testable import Searching

@Suite struct HolmCorrectionTests {
  @Test func `each value is multiplied by how many are left and never falls`() {
    // Worked by hand: 4 x 0.01, 3 x 0.02, 2 x 0.03, max(0.06, 1 x 0.05).
    let corrected = correctedByHolm([0.03, 0.01, 0.05, 0.02])
    for (value, expected) in zip(corrected, [0.06, 0.04, 0.06, 0.06]) {
      #expect(abs(value - expected) < 1e-15)
    }
  }

  @Test func `corrected values stop at 1 and equal ones stay equal`() {
    #expect(correctedByHolm([0.5, 0.9, 0.5]) == [1, 1, 1])
    #expect(correctedByHolm([0.125, 0.125]) == [0.25, 0.25])
  }

  @Test func `one value stays as it is and none gives none`() {
    #expect(correctedByHolm([0.04]) == [0.04])
    #expect(correctedByHolm([]) == [])
  }
}
