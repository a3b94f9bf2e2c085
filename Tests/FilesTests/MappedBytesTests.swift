import Foundation
import TestSupport
import Testing

@testable import Files

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
}
