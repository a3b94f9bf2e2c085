import Files

/// Images and their labels, one part of a data set.
///
/// Pixels stay the bytes that they were in the file; `gather` standardizes what a batch needs.
public struct Examples: Sendable {
  /// How many examples there are.
  public let count: Int
  /// The size of each image.
  public let shape: ImageShape
  private let bytes: MappedBytes
  private let imageOffset: Int
  private let labelOffset: Int
  private let table: [Float]

  /// Examples that lie in `bytes`, images from one offset and labels from another.
  init(
    count: Int, shape: ImageShape, bytes: MappedBytes, imageOffset: Int, labelOffset: Int,
    table: [Float]
  ) {
    precondition(
      count >= 0 && imageOffset >= 0 && labelOffset >= 0
        && imageOffset + count * shape.count <= bytes.count && labelOffset + count <= bytes.count,
      "\(count) images of \(shape) at \(imageOffset), labels at \(labelOffset): "
        + "beyond the \(bytes.count) bytes at hand")
    self.count = count
    self.shape = shape
    self.bytes = bytes
    self.imageOffset = imageOffset
    self.labelOffset = labelOffset
    self.table = table
  }

  /// The class of one example, from 0.
  public func label(_ index: Int) -> Int {
    precondition(index >= 0 && index < count, "example \(index) of \(count)")
    return Int(bytes[labelOffset + index])
  }

  /// One pixel as it was in the file, by its place in the image (height, width, channels).
  public func pixel(_ position: Int, of index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "example \(index) of \(count)")
    precondition(position >= 0 && position < shape.count, "pixel \(position) of \(shape)")
    return bytes[imageOffset + index * shape.count + position]
  }

  /// The first examples, at most as many as there are.
  public func prefix(_ length: Int) -> Examples {
    Examples(
      count: min(max(length, 0), count), shape: shape, bytes: bytes, imageOffset: imageOffset,
      labelOffset: labelOffset, table: table)
  }

  /// Gathers the standardized images and the labels of a batch.
  ///
  /// Each pixel becomes (pixel / 255 - mean) / deviation with the mean and deviation of the
  /// training part.
  ///
  /// - Parameters:
  ///   - indices: which examples, in which order; one may come several times.
  ///   - images: receives `indices.count` images, channels last; exactly that long.
  ///   - labels: receives the classes; exactly as long as `indices`.
  public func gather(
    _ indices: Span<Int32>, into images: inout MutableSpan<Float>,
    labels: inout MutableSpan<Int32>
  ) {
    precondition(
      images.count == indices.count * shape.count && labels.count == indices.count,
      "\(indices.count) examples of \(shape) need as many labels and "
        + "\(indices.count * shape.count) floats (\(labels.count), \(images.count))")
    for place in indices.indices {
      labels[place] = Int32(truncatingIfNeeded: label(Int(indices[place])))
    }
    bytes.gather(rows: indices, of: shape.count, from: imageOffset, through: table, into: &images)
  }
}
