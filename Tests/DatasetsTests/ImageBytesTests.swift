import Digests
import Files
import Randomness
import TestSupport
import Testing

@testable import Datasets

@Suite struct ImageBytesTests {
  /// Bytes in memory.
  private func bytes(_ values: [UInt8]) -> MappedBytes {
    MappedBytes.memory(count: values.count) { span in
      for (place, value) in values.enumerated() { span[place] = value }
    }
  }

  @Test func `values are counted in any range`() throws {
    try forAll(count: 20) { generator in
      let values = (0..<generator.uniform(below: 50) + 1).map { _ in
        UInt8(generator.uniform(below: 4))
      }
      let start = generator.uniform(below: values.count)
      let range = start..<values.count
      let counts = bytes(values).occurrences(range)
      #expect(counts.count == 256)
      for value in 0..<256 {
        #expect(counts[value] == UInt64(values[range].count { $0 == UInt8(value) }))
      }
    }
  }

  @Test func `the checksum is the published one`() {
    let text = Array("123456789".utf8)
    #expect(checksum(text.span) == 0xcbf4_3926)
    #expect(checksum(Span()) == 0)
  }

  @Test func `a range has the digest of its bytes`() {
    #expect(bytes(Array("xabcx".utf8)).digest(1..<4) == Digest.of("abc"))
  }
}
