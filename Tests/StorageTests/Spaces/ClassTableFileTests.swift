import Activations
import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite struct ClassTableFileTests {
  private func source(_ schema: String = "binary(x,unary(x))") throws -> ClassTableFile.Source {
    ClassTableFile.Source(
      schemas: [try Schema(schema)], operators: .aquasurf27, extras: Baselines.all)
  }

  private func open(
    _ place: URL, checksOutputs: Bool = true, smallest: Int = 1
  ) throws -> ClassTableFile {
    try ClassTableFile(
      try source(), folder: place.path + "/cache", checksOutputs: checksOutputs, smallest: smallest)
  }

  private func change(_ place: URL, _ body: (inout [UInt8]) -> Void) throws {
    let url = URL(filePath: ClassTableFile.path(try source(), folder: place.path + "/cache"))
    var bytes = Array(try Data(contentsOf: url))
    body(&bytes)
    try Data(bytes).write(to: url, options: .atomic)
  }

  private func isRight(_ file: ClassTableFile) throws -> Bool {
    let right = try ClassTable(schemas: try source().schemas, including: Baselines.all)
    return file.table.encoded == right.encoded
      && right.classes.indices.allSatisfy {
        file.table.outputs(of: $0).map(\.bitPattern) == right.outputs(of: $0).map(\.bitPattern)
      }
  }

  @Test func `the second opening takes the table from the file`() throws {
    try withTemporaryFolder { place in
      for _ in 0..<2 {
        let file = try open(place)
        #expect(try isRight(file))
        #expect(file.notes.isEmpty)
      }
      // The file is what is read: another valid one in its place would be believed.
      let path = ClassTableFile.path(try source(), folder: place.path + "/cache")
      #expect(FileManager.default.fileExists(atPath: path))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: place.path + "/cache").count == 1)
    }
  }

  @Test(arguments: [20, 3000, 4100, 6000, -40_000, -1])
  func `a flipped bit is found, said, and mended`(place byte: Int) throws {
    try withTemporaryFolder { place in
      _ = try open(place)
      try change(place) { $0[byte < 0 ? $0.count + byte : byte] ^= 4 }
      let mended = try open(place)
      #expect(try isRight(mended))
      #expect(mended.notes.count == 1)
      #expect(mended.notes.first?.hasSuffix("is damaged: the table is computed again") == true)
      let again = try open(place)
      #expect(again.notes.isEmpty)
      #expect(try isRight(again))
    }
  }

  @Test(arguments: [0, 100, 4096, 5000, 50_000])
  func `a file that is cut off is found, said, and mended`(length: Int) throws {
    try withTemporaryFolder { place in
      _ = try open(place)
      try change(place) { $0 = Array($0[..<length]) }
      let mended = try open(place)
      #expect(try isRight(mended))
      #expect(mended.notes.count == 1)
      #expect(try open(place).notes.isEmpty)
    }
  }

  @Test func `a file of another version is made again`() throws {
    try withTemporaryFolder { place in
      _ = try open(place)
      try change(place) { $0[8] += 1 }
      let again = try open(place)
      #expect(try isRight(again))
      #expect(try open(place).notes.isEmpty)
    }
  }

  @Test func `a folder that cannot be written costs the file, not the table`() throws {
    let file = try ClassTableFile(
      try source(), folder: "/dev/null/cache", checksOutputs: true, smallest: 1)
    #expect(try isRight(file))
    let path = ClassTableFile.path(try source(), folder: "/dev/null/cache")
    #expect(file.notes == ["the table is not kept: cannot write \(path): not a directory"])
  }

  @Test func `small spaces are not kept`() throws {
    try withTemporaryFolder { place in
      let file = try open(place, smallest: 1_000)
      #expect(try isRight(file))
      #expect(!FileManager.default.fileExists(atPath: place.path + "/cache"))
    }
  }

  @Test func `another space, operator set, baseline or rule has another file`() throws {
    var sources = [try source(), try source("binary(unary(x),x)")]
    for change in 0..<3 {
      var other = try source()
      switch change {
      case 0: other.operators = .aquasurf31
      case 1: other.extras.removeLast()
      default: other.rule = .float32
      }
      sources.append(other)
    }
    #expect(Set(sources.map { ClassTableFile.path($0, folder: "") }).count == sources.count)
  }
}
