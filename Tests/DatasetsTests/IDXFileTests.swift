import Digests
import Foundation
import TestSupport
import Testing

@testable import Datasets

@Suite struct IDXFileTests {
  static let data = (0..<2 * 2 * 3).map { UInt8($0 * 20) }
  static let whole = IDXWriter.compressed(
    IDXWriter.bytes(magic: 0x803, dimensions: [2, 2, 3], data: data))

  /// Reads a file of these bytes as if it should be the two images above.
  private func read(_ bytes: [UInt8]) throws -> [UInt8] {
    try withTemporaryFolder { place in
      try Data(bytes).write(to: place.appending(path: "images.gz"))
      let file = IDXFile(
        name: "images.gz", kind: .images, dimensions: [2, 2, 3], fileCount: Self.whole.count,
        digest: Digest.of(Self.whole))
      var output = [UInt8](repeating: 0, count: 12)
      var span = output.mutableSpan
      try file.read(from: place.path, package: "dataset-none", into: &span)
      return output
    }
  }

  /// What is wrong with a file of these bytes, without the folder.
  private func refusal(_ bytes: [UInt8]) -> String {
    do {
      _ = try read(bytes)
      return "nothing"
    } catch {
      let text = "\(error)"
      guard let end = text.range(of: "/images.gz: ") else { return text }
      return String(text[end.upperBound...])
    }
  }

  private func packed(_ magic: UInt32, _ dimensions: [Int], _ data: [UInt8]) -> [UInt8] {
    IDXWriter.compressed(IDXWriter.bytes(magic: magic, dimensions: dimensions, data: data))
  }

  @Test func `a whole file reads back`() throws {
    #expect(try read(Self.whole) == Self.data)
  }

  @Test func `a file cut anywhere is refused`() {
    for count in 0..<Self.whole.count {
      #expect(
        refusal(Array(Self.whole[..<count]))
          == "the file is cut off (\(count) bytes; \(Self.whole.count) expected)")
    }
  }

  @Test func `a file with any byte changed is refused`() throws {
    for place in Self.whole.indices {
      var bytes = Self.whole
      bytes[place] ^= 0x10
      #expect(throws: DatasetError.self) { try read(bytes) }
    }
  }

  @Test func `labels in place of images are refused`() {
    #expect(
      refusal(packed(0x801, [12], Self.data))
        == "it holds labels (magic 0x801); images (magic 0x803) expected")
  }

  @Test func `another magic is refused`() {
    #expect(
      refusal(packed(0xd03, [2, 2, 3], Self.data))
        == "no IDX file (magic 0xd03; images (magic 0x803) expected)")
  }

  @Test func `other dimensions are refused`() {
    #expect(
      refusal(packed(0x803, [2, 3, 2], Self.data)) == "wrong size (2x3x2; 2x2x3 expected)")
    #expect(
      refusal(packed(0x803, [4_294_967_295, 28, 28], Self.data))
        == "wrong size (4294967295x28x28; 2x2x3 expected)")
  }

  @Test func `too few data are refused`() {
    #expect(
      refusal(packed(0x803, [2, 2, 3], Self.data.dropLast()))
        == "too few data (27 bytes inflated; 28 expected)")
    #expect(
      refusal(IDXWriter.compressed([0, 0])) == "too few data (2 bytes inflated; 28 expected)")
    #expect(
      refusal(IDXWriter.compressed([0, 0, 8, 3, 0]))
        == "too few data (5 bytes inflated; 28 expected)")
  }

  @Test func `too many data are refused`() {
    #expect(
      refusal(packed(0x803, [2, 2, 3], Self.data + [1]))
        == "more data than its header says (over 28 bytes inflated; 28 expected)")
  }

  @Test func `anything behind the gzip stream is refused`() {
    #expect(refusal(Self.whole + [0]) == "1 bytes follow the gzip stream (none expected)")
    let long = [UInt8](repeating: 7, count: 200_000)
    #expect(refusal(Self.whole + long) == "200000 bytes follow the gzip stream (none expected)")
    #expect(
      refusal(Self.whole + Self.whole)
        == "\(Self.whole.count) bytes follow the gzip stream (none expected)")
  }

  @Test func `a file that is no gzip file is refused`() {
    #expect(
      refusal(IDXWriter.bytes(magic: 0x803, dimensions: [2, 2, 3], data: Self.data))
        == "no intact gzip stream (incorrect header check)")
  }

  @Test func `a well-formed file with other data is refused by its digest`() {
    let other = packed(0x803, [2, 2, 3], Self.data.reversed())
    #expect(
      refusal(other)
        == "not the published file (SHA-256 \(Digest.of(other)); "
        + "\(Digest.of(Self.whole)) expected)")
  }

  @Test func `a folder in the file's place is refused`() throws {
    try withTemporaryFolder { place in
      let file = IDXFile(
        name: "images.gz", kind: .images, dimensions: [1], fileCount: 1, digest: Digest.of(""))
      try FileManager.default.createDirectory(
        at: place.appending(path: "images.gz"), withIntermediateDirectories: false)
      var output: [UInt8] = [0]
      var span = output.mutableSpan
      let path = place.path + "/images.gz"
      do throws(DatasetError) {
        try file.read(from: place.path, package: "none", into: &span)
        Issue.record("a folder was read")
      } catch {
        #expect(error == .unreadable(file: path, reason: "is a directory"))
      }
    }
  }
}
