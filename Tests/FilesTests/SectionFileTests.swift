import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct SectionFileTests {
  private let source = [UInt8](repeating: 7, count: 32)

  private func write(_ path: String) throws -> SectionFile {
    let floats: [Float] = (0..<3000).map { Float($0) / 7 }
    return try SectionFile.replace(path, source: source) { writer in
      writer.append(Array("names".utf8).span)
      writer.append(floats.span)
      writer.append(Span<UInt8>())
    }
  }

  private func change(_ path: String, _ body: (inout [UInt8]) -> Void) throws {
    var bytes = Array(try Data(contentsOf: URL(filePath: path)))
    body(&bytes)
    try Data(bytes).write(to: URL(filePath: path), options: .atomic)
  }

  @Test func `sections come back as they were appended`() throws {
    try withTemporaryFolder { place in
      let path = place.path + "/a/b/file"
      #expect(throws: SectionFile.Absence.missing) {
        try SectionFile.open(path, source: source)
      }
      let written = try write(path)
      for file in [written, try SectionFile.open(path, source: source)] {
        #expect(file.sectionCount == 3)
        let names = file.withBytes(of: 0) { bytes in bytes.indices.map { bytes[$0] } }
        #expect(names == Array("names".utf8))
        let (count, last) = file.withFloats(of: 1) { ($0.count, $0[2999]) }
        #expect(count == 3000 && last == Float(2999) / 7)
        let rest = file.withFloats(of: 2) { $0.count }
        #expect(rest == 0)
        #expect((0..<3).allSatisfy(file.isIntact))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.path + "/a/b") == ["file"])
    }
  }

  @Test func `any changed byte of header or section is found`() throws {
    try withTemporaryFolder { place in
      let path = place.path + "/file"
      _ = try write(path)
      // Behind a section, up to the next page, nothing is read.
      let places =
        Array(stride(from: 0, to: 4096, by: 211)) + Array(4096..<4101)
        + Array(stride(from: 8192, to: 8192 + 12_000, by: 331))
      for position in places {
        _ = try write(path)
        try change(path) { $0[position] ^= 1 }
        #expect(throws: SectionFile.Absence.damaged, "byte \(position)") {
          try SectionFile.open(path, source: source)
        }
      }
    }
  }

  @Test func `a section may be left for later`() throws {
    try withTemporaryFolder { place in
      let path = place.path + "/file"
      _ = try write(path)
      try change(path) { $0[9000] ^= 1 }
      let file = try SectionFile.open(path, source: source, unchecked: [1])
      #expect(file.isIntact(0) && !file.isIntact(1))
    }
  }

  @Test func `what is cut off, longer, empty, or about something else is refused`() throws {
    try withTemporaryFolder { place in
      let path = place.path + "/file"
      _ = try write(path)
      #expect(throws: SectionFile.Absence.damaged) {
        try SectionFile.open(path, source: [UInt8](repeating: 8, count: 32))
      }
      let count = try Data(contentsOf: URL(filePath: path)).count
      for length in [0, 1, 4095, 4096, 4100, count - 1] {
        _ = try write(path)
        try change(path) { $0 = Array($0[..<length]) }
        #expect(throws: SectionFile.Absence.damaged, "\(length) bytes") {
          try SectionFile.open(path, source: source)
        }
      }
      _ = try write(path)
      try change(path) { $0.append(0) }
      #expect(throws: SectionFile.Absence.damaged) { try SectionFile.open(path, source: source) }
    }
  }

  @Test func `a file that cannot be written says why`() throws {
    try withTemporaryFolder { place in
      #expect(throws: SectionFile.Absence.unwritable(reason: "not a directory")) {
        try write("/dev/null/file")
      }
      let path = place.path + "/file"
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false)
      #expect(throws: SectionFile.Absence.self) { try write(path) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["file"])
    }
  }

  @Test func `readers keep a file that is replaced`() throws {
    try withTemporaryFolder { place in
      let path = place.path + "/file"
      let first = try write(path)
      _ = try SectionFile.replace(path, source: source) { $0.append(Array("other".utf8).span) }
      let seventh = first.withFloats(of: 1) { $0[7] }
      #expect(seventh == 1)
      #expect(try SectionFile.open(path, source: source).sectionCount == 1)
    }
  }
}
