import Digests
import Files

/// The size of one image; its pixels lie channels last (height, width, channels).
public struct ImageShape: Hashable, Sendable, CustomStringConvertible {
  public let height: Int
  public let width: Int
  public let channels: Int

  /// A shape of at least one pixel.
  public init(height: Int, width: Int, channels: Int) {
    precondition(
      height > 0 && width > 0 && channels > 0,
      "an image needs at least one pixel (\(height)x\(width)x\(channels))")
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// How many numbers make up one image.
  public var count: Int { height * width * channels }

  public var description: String { "\(height)x\(width)x\(channels)" }
}

/// Where the parts of a data set lie among the bytes that hold them.
///
/// The order is: room for a header, training images, training labels, test images, test labels.
/// Validation examples are the last of the training file.
struct ImageLayout: Hashable, Sendable {
  let shape: ImageShape
  let classCount: Int
  let trainCount: Int
  let validationCount: Int
  let testCount: Int

  private var fileCount: Int { trainCount + validationCount }

  var trainImages: Range<Int> { part(after: CacheHeader.byteCount, fileCount * shape.count) }
  var trainLabels: Range<Int> { part(after: trainImages.upperBound, fileCount) }
  var testImages: Range<Int> { part(after: trainLabels.upperBound, testCount * shape.count) }
  var testLabels: Range<Int> { part(after: testImages.upperBound, testCount) }

  /// How many bytes there are, the header's included.
  var byteCount: Int { testLabels.upperBound }

  private func part(after start: Int, _ count: Int) -> Range<Int> {
    start..<start + count
  }
}

extension Dataset {
  /// The data set that lies in `bytes`, which must be laid out as `layout` says.
  init(
    name: String, digest: Digest, layout: ImageLayout, bytes: MappedBytes, placement: Placement
  ) {
    let shape = layout.shape
    let images = layout.trainImages
    let standardization = Standardization(
      occurrences: bytes.occurrences(
        images.lowerBound..<images.lowerBound + layout.trainCount * shape.count))
    let table = standardization.table
    func examples(_ count: Int, skipping: Int, images: Range<Int>, labels: Range<Int>) -> Examples {
      Examples(
        count: count, shape: shape, bytes: bytes,
        imageOffset: images.lowerBound + skipping * shape.count,
        labelOffset: labels.lowerBound + skipping, table: table)
    }
    self.init(
      name: name, digest: digest, shape: shape, classCount: layout.classCount,
      train: examples(layout.trainCount, skipping: 0, images: images, labels: layout.trainLabels),
      validation: examples(
        layout.validationCount, skipping: layout.trainCount, images: images,
        labels: layout.trainLabels),
      test: examples(
        layout.testCount, skipping: 0, images: layout.testImages, labels: layout.testLabels),
      mean: standardization.mean, deviation: standardization.deviation, placement: placement)
  }
}
