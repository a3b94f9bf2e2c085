import Digests
import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Datasets

@Suite struct ImageCacheTests {
  private static let small = SmallImages()

  /// Opens the small data set and hands out its placement and the path of its cache file.
  private func open(
    _ place: URL, cache: String
  ) throws -> (dataset: Dataset, file: String) {
    let folder = try Self.small.write(into: place)
    let images = Self.small.description(folder: folder)
    let file = ImageCache(folder: cache).file("small", images.digest)
    return (try images.open(folder: nil, cache: cache), file)
  }

  /// Changes the bytes of a file in place.
  private func change(_ path: String, _ body: (inout [UInt8]) -> Void) throws {
    var bytes = Array(try Data(contentsOf: URL(filePath: path)))
    body(&bytes)
    try Data(bytes).write(to: URL(filePath: path), options: .atomic)
  }

  @Test func `the first opening writes the file and the second only maps it`() throws {
    try withTemporaryFolder { place in
      let cache = place.path + "/a/b"
      let first = try open(place, cache: cache)
      #expect(first.dataset.placement == .shared(file: first.file))
      #expect(try FileManager.default.contentsOfDirectory(atPath: cache).count == 1)
      try FileManager.default.removeItem(atPath: place.path + "/files")
      let images = Self.small.description(folder: place.path + "/files")
      let second = try images.open(folder: nil, cache: cache)
      #expect(second.placement == first.dataset.placement)
      #expect((0..<6).map(second.train.label) == (0..<6).map(first.dataset.train.label))
    }
  }

  @Test func `a file with any byte changed is built again`() throws {
    try withTemporaryFolder { place in
      let cache = place.path + "/cache"
      let first = try open(place, cache: cache)
      let count = try Data(contentsOf: URL(filePath: first.file)).count
      for position in stride(from: 0, to: count, by: 7) {
        try change(first.file) { $0[position] ^= 1 }
        let again = try open(place, cache: cache)
        #expect(again.dataset.placement == .shared(file: first.file))
        #expect(again.dataset.train.pixel(1, of: 0) == SmallImages.trainImageData[1])
      }
    }
  }

  @Test(arguments: [0, 10, 64, 100])
  func `a file that is cut off is built again`(length: Int) throws {
    try withTemporaryFolder { place in
      let cache = place.path + "/cache"
      let first = try open(place, cache: cache)
      try change(first.file) { $0 = Array($0[..<length]) }
      #expect(try open(place, cache: cache).dataset.placement == .shared(file: first.file))
    }
  }

  @Test func `what a killed process left behind is written over`() throws {
    try withTemporaryFolder { place in
      let cache = place.path + "/cache"
      let digest = Self.small.description().digest
      let file = ImageCache(folder: cache).file("small", digest)
      try FileManager.default.createDirectory(
        atPath: cache, withIntermediateDirectories: true)
      try Data([UInt8](repeating: 7, count: 9_999)).write(to: URL(filePath: file + ".partial"))
      #expect(try open(place, cache: cache).dataset.placement == .shared(file: file))
      #expect(!FileManager.default.fileExists(atPath: file + ".partial"))
    }
  }

  @Test func `a folder that cannot be made costs only memory`() throws {
    try withTemporaryFolder { place in
      let opened = try open(place, cache: "/dev/null/cache")
      #expect(
        opened.dataset.placement
          == .memory(reason: "cannot write \(opened.file): not a directory"))
      #expect(opened.dataset.test.label(0) == 2)
    }
  }

  @Test func `a folder in the file's place costs only memory`() throws {
    try withTemporaryFolder { place in
      let cache = place.path + "/cache"
      let file = ImageCache(folder: cache).file("small", Self.small.description().digest)
      try FileManager.default.createDirectory(
        atPath: file + "/full", withIntermediateDirectories: true)
      let opened = try open(place, cache: cache)
      #expect(
        opened.dataset.placement == .memory(reason: "cannot write \(file): is a directory"))
      #expect(opened.dataset.train.count == 6)
    }
  }

  @Test func `many that open at once build once and share one file`() async throws {
    try await withTemporaryFolder { place in
      let cache = ImageCache(folder: place.path + "/cache")
      let digest = Digest.of("race")
      let built = Tally()
      let count = CacheHeader.byteCount + 100_000
      let placements = await withTaskGroup(of: Placement?.self) { group in
        for _ in 0..<8 {
          group.addTask {
            try? cache.open("race", digest: digest, count: count) {
              built.count.withLock { $0 += 1 }
              return ImageCacheTests.payload(digest, count)
            }.placement
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      let expected = Placement.shared(file: cache.file("race", digest))
      #expect(placements == Array(repeating: expected, count: 8))
      #expect(built.count.withLock { $0 } == 1)
      let files = try FileManager.default.contentsOfDirectory(atPath: cache.folder)
      #expect(files.count == 1)
    }
  }

  /// How often something happened, for many threads.
  private final class Tally: Sendable {
    let count = Mutex(0)
  }

  /// Bytes with a header that fits them.
  private static func payload(_ digest: Digest, _ count: Int) -> MappedBytes {
    MappedBytes.memory(count: count) { bytes in
      let payload = CacheHeader.byteCount..<count
      for place in payload { bytes[place] = UInt8(place % 251) }
      let header = CacheHeader(
        digest: digest, payloadCount: payload.count,
        payloadChecksum: checksum(bytes.span.extracting(payload)))
      for (place, byte) in header.encoded.enumerated() { bytes[place] = byte }
    }
  }
}
