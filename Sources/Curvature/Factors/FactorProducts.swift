import Networks
import Tensors

/// Takes the products x^T x whose x is unfolded a block of rows at a time.
struct FactorProducts {
  /// Doubles in a block: with the product of a large layer it fits the caches.
  private static let blockSize = 1 << 19
  private var block: [Double] = []

  /// x^T x / divisor over all images, in double precision.
  mutating func factor(
    _ rows: WindowRows, of values: borrowing Tensor, images: Int, divisor: Double
  ) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(order: rows.columns)
    let all = images * rows.rowsPerImage
    let step = max(64, Self.blockSize / rows.columns)
    let needed = min(step, all) * rows.columns
    if block.count < needed { block = Array(repeating: 0, count: needed) }
    for first in stride(from: 0, to: all, by: step) {
      let range = first..<min(first + step, all)
      var span = block.mutableSpan
      rows.unfold(range, of: values, into: &span)
      matrix.addProducts(rows: range.count, block.span)
    }
    matrix.scale(by: 1 / divisor)
    return matrix
  }
}
