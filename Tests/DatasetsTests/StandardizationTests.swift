import Testing

@testable import Datasets

@Suite struct StandardizationTests {
  /// How often each value occurs among these bytes.
  private func occurrences(_ bytes: [UInt8]) -> [UInt64] {
    var counts = [UInt64](repeating: 0, count: 256)
    for byte in bytes { counts[Int(byte)] += 1 }
    return counts
  }

  @Test func `two extremes have mean and deviation one half`() {
    let standardization = Standardization(occurrences: occurrences([0, 255]))
    #expect(standardization.mean == 0.5)
    #expect(standardization.deviation == 0.5)
    #expect(standardization.table[0] == -1)
    #expect(standardization.table[255] == 1)
  }

  @Test func `images without contrast stay finite`() {
    let standardization = Standardization(occurrences: occurrences([51, 51, 51]))
    #expect(standardization.mean == 0.2)
    #expect(standardization.deviation == 1)
    #expect(abs(standardization.table[51]) < 1e-7)
  }
}
