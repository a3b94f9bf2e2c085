import CKernels

/// How the differences between two vectors add up to a distance.
public enum DistanceMeasure: Hashable, Sendable {
  /// The sum of squared differences.
  case squares
  /// The sum of absolute differences (Manhattan).
  case absolutes
}

/// How far one row of a matrix is from the others.
///
/// Sums are taken in Double in one fixed order, the same on every processor. A row with a value
/// that is not finite is at a distance that is not finite.
///
/// - Parameters:
///   - measure: how differences add up.
///   - row: the row that is compared with the others.
///   - matrix: all rows, one after the other, `width` values each.
///   - width: how many values a row has.
///   - first: the first row that is wanted.
/// - Returns: one sum for each row from `first` on.
public func rowDistances(
  _ measure: DistanceMeasure, from row: Int, of matrix: Span<Float>, width: Int, first: Int = 0
) -> [Double] {
  let rows = matrix.count / width
  precondition(
    matrix.count == rows * width && (0..<rows).contains(row) && (0...rows).contains(first),
    "row \(row) from row \(first) on of \(matrix.count) values, in rows of \(width)")
  return unsafe [Double](unsafeUninitializedCapacity: rows - first) { sums, count in
    unsafe matrix.withUnsafeBufferPointer { matrix in
      switch measure {
      case .squares:
        unsafe hillock_squared_row_distances(
          matrix.baseAddress, rows, width, row, first, sums.baseAddress)
      case .absolutes:
        unsafe hillock_absolute_row_distances(
          matrix.baseAddress, rows, width, row, first, sums.baseAddress)
      }
    }
    count = rows - first
  }
}
