import Digests
import Foundation
import TestSupport
import Testing

@testable import Datasets

/// These need Debian's package, which `scripts/bootstrap` installs.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: PackagedImages.fashionMNIST.folder)))
struct FashionMNISTTests {
  @Test func `the published images come out, from Debian's files and from the cache`() throws {
    try withTemporaryFolder { place in
      for _ in 1...2 {
        let dataset = try DatasetCatalogue.open("fashion-mnist", folder: nil, cache: place.path)
        #expect(dataset.name == "fashion-mnist")
        #expect(
          dataset.digest.description
            == "47870aecc7bc3dde9a497b176d53970814bafb3ced8b37fd4255f88442bc39b1")
        #expect(dataset.shape == ImageShape(height: 28, width: 28, channels: 1))
        #expect(dataset.classCount == 10)
        #expect(dataset.train.count == 50_000)
        #expect(dataset.validation.count == 10_000)
        #expect(dataset.test.count == 10_000)
        #expect((0..<8).map(dataset.train.label) == [9, 0, 0, 3, 0, 2, 7, 2])
        #expect((0..<8).map(dataset.validation.label) == [9, 2, 1, 0, 2, 7, 9, 3])
        #expect((0..<8).map(dataset.test.label) == [9, 2, 1, 1, 6, 1, 4, 6])
        #expect(abs(dataset.mean - 0.285498909) < 1e-7)
        #expect(abs(dataset.deviation - 0.352784432) < 1e-7)
        // The first bright pixels of the first image, and the sums of two images.
        #expect([96, 99, 100].map { dataset.train.pixel($0, of: 0) } == [1, 13, 73])
        #expect(sum(dataset.validation, 0) == 50_221)
        #expect(sum(dataset.validation, 9_999) == 16_684)
        guard case .shared = dataset.placement else {
          Issue.record("\(dataset.placement)")
          return
        }
      }
    }
  }

  private func sum(_ examples: Examples, _ index: Int) -> Int {
    (0..<784).reduce(0) { $0 + Int(examples.pixel($1, of: index)) }
  }

  @Test func `a truncated copy is refused`() throws {
    try withTemporaryFolder { place in
      let source = URL(filePath: PackagedImages.fashionMNIST.folder)
      let names = [
        "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
        "t10k-labels-idx1-ubyte.gz",
      ]
      for name in names.dropFirst() {
        try FileManager.default.copyItem(
          at: source.appending(path: name), to: place.appending(path: name))
      }
      let images = try Data(contentsOf: source.appending(path: names[0]))
      let copy = place.appending(path: names[0])
      try images.prefix(1_000_000).write(to: copy)
      #expect(
        throws: DatasetError.truncated(file: copy.path, count: 1_000_000, expected: 26_421_856)
      ) {
        try DatasetCatalogue.open(
          "fashion-mnist", folder: place.path, cache: place.path + "/cache")
      }
    }
  }
}
