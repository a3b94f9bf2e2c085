import Digests
import Foundation
import Randomness
import TestSupport
import Testing

@testable import Datasets

@Suite struct MappedBytesTests {
  /// Bytes in memory.
  private func bytes(_ values: [UInt8]) -> MappedBytes {
    MappedBytes.memory(count: values.count) { span in
      for (place, value) in values.enumerated() { span[place] = value }
    }
  }

  @Test func `memory keeps what was filled in`() {
    let mapped = bytes([1, 2, 255])
    #expect(mapped.count == 3)
    #expect((0..<3).map { mapped[$0] } == [1, 2, 255])
    #expect(bytes([]).count == 0)
  }

  @Test func `a file is mapped whole, and stays when it is replaced`() throws {
    try withTemporaryFolder { place in
      let path = place.path + "/bytes"
      try Data([1, 2, 3]).write(to: URL(filePath: path))
      let mapped = try #require(MappedBytes.file(path))
      try Data([9]).write(to: URL(filePath: path), options: .atomic)
      #expect((0..<mapped.count).map { mapped[$0] } == [1, 2, 3])
    }
  }

  @Test func `what is no file is not mapped`() throws {
    try withTemporaryFolder { place in
      #expect(MappedBytes.file(place.path) == nil)
      #expect(MappedBytes.file(place.path + "/none") == nil)
      try Data().write(to: place.appending(path: "empty"))
      #expect(MappedBytes.file(place.path + "/empty")?.count == 0)
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
