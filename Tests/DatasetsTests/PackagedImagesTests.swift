import Digests
import Foundation
import TestSupport
import Testing

@testable import Datasets

@Suite struct PackagedImagesTests {
  @Test func `the parts are cut where the layout says`() throws {
    try withTemporaryFolder { place in
      let small = SmallImages()
      let folder = try small.write(into: place)
      let dataset = try small.description().open(folder: folder, cache: place.path + "/cache")
      #expect(dataset.name == "small")
      #expect(dataset.train.count == 6)
      #expect(dataset.validation.count == 2)
      #expect(dataset.test.count == 3)
      #expect((0..<6).map(dataset.train.label) == [0, 1, 2, 3, 3, 2])
      #expect((0..<2).map(dataset.validation.label) == [1, 0])
      #expect((0..<3).map(dataset.test.label) == [2, 0, 1])
      #expect(dataset.train.pixel(2, of: 1) == SmallImages.trainImageData[8])
      #expect(dataset.validation.pixel(5, of: 1) == SmallImages.trainImageData[47])
      #expect(dataset.test.pixel(0, of: 2) == SmallImages.testImageData[12])
    }
  }

  @Test func `pixels are standardized by the training part alone`() throws {
    try withTemporaryFolder { place in
      let small = SmallImages()
      let folder = try small.write(into: place)
      let dataset = try small.description().open(folder: folder, cache: place.path + "/cache")
      let pixels = SmallImages.trainImageData[..<36].map { Double($0) / 255 }
      let mean = pixels.reduce(0, +) / 36
      let deviation = (pixels.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 36).squareRoot()
      #expect(abs(Double(dataset.mean) - mean) < 1e-7)
      #expect(abs(Double(dataset.deviation) - deviation) < 1e-7)
    }
  }

  @Test func `the digest is that of the four files' digests`() {
    let small = SmallImages()
    let expected = Digest.of(small.files.flatMap { Digest.of($0).bytes })
    #expect(small.description().digest == expected)
  }

  @Test func `a missing folder names the package and the flag`() throws {
    try withTemporaryFolder { place in
      let folder = place.path + "/none"
      let error = #expect(throws: DatasetError.self) {
        try SmallImages().description(folder: folder).open(folder: nil, cache: place.path)
      }
      #expect(
        error == .missingFolder(dataset: "small", folder: folder, package: "dataset-small"))
      #expect(
        error?.description == "cannot open data set small: no folder \(folder) (install Debian's "
          + "package dataset-small, or name another folder with --data-folder)")
    }
  }

  @Test func `a missing file names the package and the flag`() throws {
    try withTemporaryFolder { place in
      let small = SmallImages()
      let folder = try small.write(into: place)
      try FileManager.default.removeItem(atPath: folder + "/test-labels.gz")
      #expect(
        throws: DatasetError.missingFile(
          file: folder + "/test-labels.gz", package: "dataset-small")
      ) {
        try small.description().open(folder: folder, cache: place.path + "/cache")
      }
    }
  }

  @Test func `an intact cache stands for the package, never for a folder that was named`() throws {
    try withTemporaryFolder { place in
      let small = SmallImages()
      let folder = try small.write(into: place)
      let images = small.description(folder: folder)
      let cache = place.path + "/cache"
      _ = try images.open(folder: nil, cache: cache)
      try Data(small.files[0].dropLast(9)).write(to: URL(filePath: folder + "/train-images.gz"))
      #expect(try images.open(folder: nil, cache: cache).train.count == 6)
      #expect(
        throws: DatasetError.truncated(
          file: folder + "/train-images.gz", count: small.files[0].count - 9,
          expected: small.files[0].count)
      ) {
        try images.open(folder: folder, cache: cache)
      }
    }
  }

  @Test func `a label beyond the classes is refused`() throws {
    try withTemporaryFolder { place in
      var small = SmallImages()
      small.files[3] = IDXWriter.compressed(
        IDXWriter.bytes(magic: 0x801, dimensions: [3], data: [1, 4, 0]))
      let folder = try small.write(into: place)
      #expect(
        throws: DatasetError.wrongLabel(
          file: folder + "/test-labels.gz", index: 1, label: 4, classCount: 4)
      ) {
        try small.description().open(folder: folder, cache: place.path + "/cache")
      }
    }
  }
}
