import Networks
import Tensors

/// Takes the products of a layer's factors and keeps the memory that they take.
final class FactorProducts {
  /// Doubles in a block of rows: with the product of a large layer it fits the caches.
  private static let blockSize = 1 << 19
  private var block = RowBlock()
  private let windows = WindowProducts()

  /// x^T x / divisor over all images, the rows of x unfolded a block at a time, in double
  /// precision.
  func factor(
    _ rows: WindowRows, of values: borrowing Tensor, images: Int, divisor: Double
  ) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(order: rows.columns)
    let all = images * rows.rowsPerImage
    let step = max(64, Self.blockSize / rows.columns)
    for first in stride(from: 0, to: all, by: step) {
      let range = first..<min(first + step, all)
      block.unfold(rows, range, of: values)
      block.addProducts(rows: range.count, to: &matrix)
    }
    matrix.scale(by: 1 / divisor)
    return matrix
  }

  /// x x^T / divisor, for an x of few rows: its eigenvalues are those of x^T x that are not zero.
  func outerFactor(
    _ rows: WindowRows, of values: borrowing Tensor, images: Int, divisor: Double
  ) -> SymmetricMatrix {
    let all = images * rows.rowsPerImage
    var matrix = SymmetricMatrix(order: all)
    block.unfold(rows, 0..<all, of: values)
    block.addProducts(columns: rows.columns, to: &matrix)
    matrix.scale(by: 1 / divisor)
    return matrix
  }

  /// The factor of a window that moves over images, from products that patches share.
  func windowFactor(
    _ geometry: WindowGeometry, of values: borrowing Tensor, images: Int, divisor: Double,
    hasOnes: Bool
  ) -> SymmetricMatrix {
    windows.products(
      geometry, of: values, images: images, factor: 1 / divisor, hasOnes: hasOnes)
  }
}

/// Unfolded rows.
private struct RowBlock {
  private var numbers: [Double] = []

  /// Writes rows from the start on.
  mutating func unfold(_ rows: WindowRows, _ range: Range<Int>, of values: borrowing Tensor) {
    let count = range.count * rows.columns
    if numbers.count < count { numbers = Array(repeating: 0, count: count) }
    var span = numbers.mutableSpan
    rows.unfold(range, of: values, into: &span)
  }

  func addProducts(rows: Int, to matrix: inout SymmetricMatrix) {
    matrix.addProducts(rows: rows, numbers.span)
  }

  func addProducts(columns: Int, to matrix: inout SymmetricMatrix) {
    matrix.addProducts(columns: columns, numbers.span)
  }
}
