import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct GzipFileTests {
  @Test func `what is written is read, and the same bytes make the same file`() throws {
    try withTemporaryFolder { place in
      let folder = place.path() + "/"
      let bytes = Array(
        (0..<2_200).map { [UInt8](repeating: UInt8($0 % 251), count: 1000) }.joined())
      let (one, other) = (folder + "one.gz", folder + "other.gz")
      try GzipFile.write(bytes, to: one)
      try GzipFile.write(bytes, to: other)
      #expect(try GzipFile.read(one, limit: 2_200_000) == bytes)
      #expect(try Data(contentsOf: URL(filePath: one)) == Data(contentsOf: URL(filePath: other)))
      #expect(try Data(contentsOf: URL(filePath: one)).count < 40_000)
      try GzipFile.write([], to: one)
      #expect(try GzipFile.read(one, limit: 10).isEmpty)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names.sorted() == ["one.gz", "other.gz"])
    }
  }

  @Test func `a pipe, a device and a folder are refused at once`() throws {
    try withTemporaryFolder { place in
      let pipe = place.path() + "/pipe.gz"
      let failure = unsafe mkfifo(pipe, 0o600)
      #expect(failure == 0)
      let link = place.path() + "/device.gz"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/zero")
      for path in [pipe, link] {
        #expect(throws: DatasetError.unreadable(file: path, reason: "not a regular file")) {
          try GzipFile.read(path, limit: 10)
        }
      }
      #expect(throws: DatasetError.unreadable(file: place.path(), reason: "is a directory")) {
        try GzipFile.read(place.path(), limit: 10)
      }
    }
  }

  @Test func `more than the limit, no gzip and no file are refused`() throws {
    try withTemporaryFolder { place in
      let folder = place.path() + "/"
      let path = folder + "file.gz"
      try GzipFile.write(Array(repeating: 7, count: 11), to: path)
      #expect(throws: DatasetError.tooLong(file: path, expected: 10)) {
        try GzipFile.read(path, limit: 10)
      }
      try Data("plain".utf8).write(to: URL(filePath: path))
      #expect(throws: DatasetError.self) { try GzipFile.read(path, limit: 10) }
      #expect(throws: DatasetError.self) { try GzipFile.read(folder + "none", limit: 10) }
      #expect(
        throws: DatasetError.unwritable(file: folder + "no/x", reason: "no such file or directory")
      ) {
        try GzipFile.write([1], to: folder + "no/x")
      }
    }
  }
}
