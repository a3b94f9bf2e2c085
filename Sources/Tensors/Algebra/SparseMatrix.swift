import CKernels

/// A square matrix of which few elements are not zero, row by row.
public struct SparseMatrix: Sendable {
  /// How many rows and columns there are.
  public let count: Int
  /// Row i has the places from `starts[i]` up to `starts[i + 1]`: one more number than rows.
  public let starts: [Int32]
  /// The column of each place.
  public let columns: [Int32]
  /// The element of each place.
  public let values: [Double]

  public init(starts: [Int32], columns: [Int32], values: [Double]) {
    let count = starts.count - 1
    precondition(
      starts.first == 0 && starts.last.map(Int.init) == columns.count
        && zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 },
      "rows must follow each other and end at the last of \(columns.count) places")
    precondition(
      values.count == columns.count && columns.allSatisfy { $0 >= 0 && $0 < count },
      "\(values.count) values at \(columns.count) places of \(count) columns")
    self.count = count
    self.starts = starts
    self.columns = columns
    self.values = values
  }

  /// The product of the matrix and a vector.
  public func times(_ vector: [Double]) -> [Double] {
    precondition(vector.count == count, "\(vector.count) numbers for \(count) columns")
    return unsafe [Double](unsafeUninitializedCapacity: count) { product, written in
      unsafe starts.withUnsafeBufferPointer { starts in
        unsafe columns.withUnsafeBufferPointer { columns in
          unsafe values.withUnsafeBufferPointer { values in
            unsafe vector.withUnsafeBufferPointer { vector in
              unsafe withUnsafePointer(
                to: hillock_sparse(
                  starts: starts.baseAddress, columns: columns.baseAddress,
                  values: values.baseAddress, count: count)
              ) {
                unsafe hillock_sparse_times($0, vector.baseAddress, product.baseAddress)
              }
            }
          }
        }
      }
      written = count
    }
  }
}
