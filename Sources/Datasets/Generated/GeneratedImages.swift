import Files
import Randomness

/// Images made from a fixed seed, for tests and for machines without any data.
///
/// Each class has a pattern of squares of 4 x 4 pixels, light or dark. An image is its class's
/// pattern, or, three times out of ten, the negative of it, faintly under strong noise. What
/// follows the pattern linearly is right seven times out of ten at best; an activation function
/// that answers to a pattern and its negative alike, such as ReLU, lets a network of one hidden
/// layer be right nearly always after two epochs, while an odd one such as tanh cannot.
struct GeneratedImages {
  /// What a study calls them.
  let name: String
  let layout: ImageLayout
  private let seed: Seed

  /// Grey images of 28 by 28.
  static let grey = GeneratedImages(
    name: "generated", shape: ImageShape(height: 28, width: 28, channels: 1),
    seed: Seed(7_117).derived("generated images"))
  /// Colour images of 32 by 32, whose patterns differ from channel to channel.
  static let color = GeneratedImages(
    name: "generated-32", shape: ImageShape(height: 32, width: 32, channels: 3),
    seed: Seed(7_117).derived("generated colour images"))

  private init(name: String, shape: ImageShape, seed: Seed) {
    self.name = name
    self.seed = seed
    layout = ImageLayout(
      shape: shape, classCount: 10, trainCount: 2_000, validationCount: 500, testCount: 500)
  }

  private static let squareSize = 4
  /// How far a pattern's pixels lie from the middle grey, 128.
  private static let contrast = 22
  /// The noise of a pixel is uniform in -noise..<noise.
  private static let noise = 100

  /// The data set, made anew; the same bytes on every machine.
  func dataset() -> Dataset {
    let patterns = patterns()
    let bytes = MappedBytes.memory(count: layout.byteCount) { bytes in
      fill(
        &bytes, images: layout.trainImages, labels: layout.trainLabels, patterns: patterns,
        seed: seed.derived("training file"))
      fill(
        &bytes, images: layout.testImages, labels: layout.testLabels, patterns: patterns,
        seed: seed.derived("test file"))
    }
    let digest = bytes.digest(CacheHeader.byteCount..<layout.byteCount)
    return Dataset(
      name: name, digest: digest, layout: layout, bytes: bytes,
      placement: .made)
  }

  /// For each class its squares, each 1 or -1.
  private func patterns() -> [[Int]] {
    var generator = Generator(seed: seed.derived("patterns"))
    let size = Self.squareSize
    let shape = layout.shape
    let squares = shape.height / size * (shape.width / size) * shape.channels
    return (0..<layout.classCount).map { _ in
      (0..<squares).map { _ in generator.uniform(below: 2) * 2 - 1 }
    }
  }

  /// Fills one file's part: classes in turn, so that each is equally frequent everywhere.
  private func fill(
    _ bytes: inout MutableSpan<UInt8>, images: Range<Int>, labels: Range<Int>, patterns: [[Int]],
    seed: Seed
  ) {
    var generator = Generator(seed: seed)
    let shape = layout.shape
    let (size, noise) = (Self.squareSize, Self.noise)
    let squares = shape.width / size
    var next = images.lowerBound
    for (index, place) in labels.enumerated() {
      let label = index % layout.classCount
      bytes[place] = UInt8(label)
      let side = generator.uniform(below: 10) < 7 ? Self.contrast : -Self.contrast
      // 32 random bits a pixel, two pixels a draw: there are millions of them.
      var bits: UInt64 = 0
      for row in 0..<shape.height {
        for place in 0..<shape.width * shape.channels {
          if place % 2 == 0 { bits = generator.next() } else { bits >>= 32 }
          let (column, channel) = (place / shape.channels, place % shape.channels)
          let square = patterns[label][
            (row / size * squares + column / size) * shape.channels + channel]
          let deviation = Int(((bits & 0xffff_ffff) &* UInt64(2 * noise)) >> 32) - noise
          bytes[next] = UInt8(128 + side * square + deviation)
          next += 1
        }
      }
    }
  }
}
