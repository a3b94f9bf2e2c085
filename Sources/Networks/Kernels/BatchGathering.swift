import Datasets
import Tensors

/// Gathers the standardized images and the labels of a batch.
///
/// - Parameters:
///   - examples: where from.
///   - places: where in the order the batch lies.
///   - order: indices of examples.
///   - images: receives the images at its start.
///   - labels: receives the labels at its start.
func gather(
  _ examples: Examples, _ places: Range<Int>, of order: [Int32], into images: inout Tensor,
  labels: inout [Int32]
) {
  precondition(labels.count >= places.count, "\(places.count) labels (\(labels.count))")
  let indices = order.span.extracting(places)
  unsafe labels.withUnsafeMutableBufferPointer { labels in
    var labels = unsafe MutableSpan(_unsafeElements: labels.extracting(0..<indices.count))
    images.withMutableSpan(first: indices.count * examples.shape.count) { images in
      examples.gather(indices, into: &images, labels: &labels)
    }
  }
}
