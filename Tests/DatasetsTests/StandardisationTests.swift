import Testing

@testable import Datasets

@Suite struct StandardisationTests {
  /// How often each value occurs among these bytes.
  private func occurrences(_ bytes: [UInt8]) -> [UInt64] {
    var counts = [UInt64](repeating: 0, count: 256)
    for byte in bytes { counts[Int(byte)] += 1 }
    return counts
  }

  @Test func `two extremes have mean and deviation one half`() {
    let standardisation = Standardisation(occurrences: occurrences([0, 255]))
    #expect(standardisation.mean == 0.5)
    #expect(standardisation.deviation == 0.5)
    #expect(standardisation.table[0] == -1)
    #expect(standardisation.table[255] == 1)
  }

  @Test func `images without contrast stay finite`() {
    let standardisation = Standardisation(occurrences: occurrences([51, 51, 51]))
    #expect(standardisation.mean == 0.2)
    #expect(standardisation.deviation == 1)
    #expect(abs(standardisation.table[51]) < 1e-7)
  }
}
