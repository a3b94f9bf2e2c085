import CKernels

/// The numbers of the rows without a value that is not finite.
///
/// - Parameters:
///   - matrix: any values, row by row.
///   - width: how many values a row has, above 0.
/// - Returns: rising numbers.
public func finiteRows(of matrix: [Float], width: Int) -> [Int] {
  precondition(
    width > 0 && matrix.count.isMultiple(of: width),
    "\(matrix.count) values do not fill rows of \(width)")
  return unsafe matrix.withUnsafeBufferPointer { matrix in
    (0..<matrix.count / width).filter { row in
      unsafe matrix.baseAddress.map { unsafe hillock_is_finite($0 + row * width, width) != 0 }
        ?? true
    }
  }
}
