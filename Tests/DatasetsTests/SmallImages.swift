import Digests
import Foundation

@testable import Datasets

/// A data set of a few 2 x 3 images of 4 classes: its files' bytes and their description.
struct SmallImages {
  static let trainImageData = (0..<8 * 6).map { UInt8($0 * 5 % 256) }
  static let trainLabelData: [UInt8] = [0, 1, 2, 3, 3, 2, 1, 0]
  static let testImageData = (0..<3 * 6).map { UInt8(255 - $0) }
  static let testLabelData: [UInt8] = [2, 0, 1]

  /// The compressed files, in the order of `PackagedImages`.
  var files: [[UInt8]] = [
    IDXWriter.compressed(
      IDXWriter.bytes(magic: 0x803, dimensions: [8, 2, 3], data: trainImageData)),
    IDXWriter.compressed(IDXWriter.bytes(magic: 0x801, dimensions: [8], data: trainLabelData)),
    IDXWriter.compressed(
      IDXWriter.bytes(magic: 0x803, dimensions: [3, 2, 3], data: testImageData)),
    IDXWriter.compressed(IDXWriter.bytes(magic: 0x801, dimensions: [3], data: testLabelData)),
  ]

  static let names = ["train-images.gz", "train-labels.gz", "test-images.gz", "test-labels.gz"]

  /// The description whose digests fit the files as they are now.
  func description(folder: String = "/nowhere") -> PackagedImages {
    func file(_ index: Int, _ kind: IDXKind, _ dimensions: [Int]) -> IDXFile {
      IDXFile(
        name: Self.names[index], kind: kind, dimensions: dimensions,
        fileCount: files[index].count, digest: Digest.of(files[index]))
    }
    return PackagedImages(
      name: "small", package: "dataset-small", folder: folder,
      layout: ImageLayout(
        shape: ImageShape(height: 2, width: 3, channels: 1), classCount: 4, trainCount: 6,
        validationCount: 2, testCount: 3),
      trainImages: file(0, .images, [8, 2, 3]), trainLabels: file(1, .labels, [8]),
      testImages: file(2, .images, [3, 2, 3]), testLabels: file(3, .labels, [3]))
  }

  /// Writes the files into a folder below one that exists, and names it.
  func write(into parent: URL) throws -> String {
    let folder = parent.appending(path: "files")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, bytes) in zip(Self.names, files) {
      try Data(bytes).write(to: folder.appending(path: name))
    }
    return folder.path
  }
}
