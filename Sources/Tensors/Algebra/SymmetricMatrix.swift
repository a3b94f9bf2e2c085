import CKernels
import COpenBLAS

/// A symmetric matrix in double precision, of which the upper triangle is kept.
public struct SymmetricMatrix: Sendable {
  /// Rows, and columns.
  public let order: Int
  /// Row by row; what lies below the diagonal means nothing.
  private var numbers: [Double]

  /// A matrix of zeros.
  public init(order: Int) {
    precondition(order >= 0, "a matrix's order cannot be negative (\(order))")
    self.order = order
    numbers = Array(repeating: 0, count: order * order)
  }

  /// An entry; (i, j) and (j, i) are the same.
  public subscript(_ i: Int, _ j: Int) -> Double {
    get {
      precondition(i >= 0 && j >= 0 && i < order && j < order, "entry (\(i), \(j)) of \(order)")
      return numbers[min(i, j) * order + max(i, j)]
    }
    set {
      precondition(i >= 0 && j >= 0 && i < order && j < order, "entry (\(i), \(j)) of \(order)")
      numbers[min(i, j) * order + max(i, j)] = newValue
    }
  }

  /// Adds x^T x, where x has `order` columns.
  ///
  /// - Parameters:
  ///   - rows: how many rows x has.
  ///   - x: row by row.
  ///   - factor: what the product is multiplied by.
  public mutating func addProducts(rows: Int, _ x: Span<Double>, factor: Double = 1) {
    precondition(
      rows >= 0 && x.count >= rows * order, "\(rows) rows of \(order) numbers (\(x.count))")
    guard rows > 0, order > 0 else { return }
    LinearAlgebra.prepare()
    unsafe x.withUnsafeBufferPointer { x in
      unsafe numbers.withUnsafeMutableBufferPointer { numbers in
        unsafe cblas_dsyrk(
          CblasRowMajor, CblasUpper, CblasTrans, Int32(order), Int32(rows), factor, x.baseAddress,
          Int32(order), 1, numbers.baseAddress, Int32(order))
      }
    }
  }

  /// Adds x x^T, where x has `order` rows.
  ///
  /// - Parameters:
  ///   - columns: how many columns x has.
  ///   - x: row by row.
  public mutating func addProducts(columns: Int, _ x: Span<Double>) {
    precondition(
      columns >= 0 && x.count >= columns * order,
      "\(order) rows of \(columns) numbers (\(x.count))")
    guard columns > 0, order > 0 else { return }
    LinearAlgebra.prepare()
    unsafe x.withUnsafeBufferPointer { x in
      unsafe numbers.withUnsafeMutableBufferPointer { numbers in
        unsafe cblas_dsyrk(
          CblasRowMajor, CblasUpper, CblasNoTrans, Int32(order), Int32(columns), 1,
          x.baseAddress, Int32(columns), 1, numbers.baseAddress, Int32(order))
      }
    }
  }

  /// Writes a square block on or above the diagonal, row by row, times a factor.
  mutating func place(_ block: [Double], size: Int, row: Int, column: Int, factor: Double) {
    precondition(
      size > 0 && row >= 0 && column >= row && column + size <= order
        && block.count == size * size,
      "a block of \(size) at (\(row), \(column)) of \(order) (\(block.count) numbers)")
    unsafe block.withUnsafeBufferPointer { block in
      unsafe numbers.withUnsafeMutableBufferPointer { numbers in
        guard let block = block.baseAddress, let target = numbers.baseAddress else { return }
        unsafe hillock_place_block(block, size, factor, target + row * order + column, order)
      }
    }
  }

  /// Multiplies every entry.
  public mutating func scale(by factor: Double) {
    for i in 0..<order {
      for j in i..<order { numbers[i * order + j] *= factor }
    }
  }

  /// Whether no entry is infinite or not a number.
  public var isFinite: Bool {
    (0..<order).allSatisfy { i in
      // x * 0 is 0 only for finite x; one sum a row keeps the loop free of branches.
      var check = 0.0
      for j in i..<order { check += numbers[i * order + j] * 0 }
      return check == 0
    }
  }

  /// All entries row by row, both triangles.
  public var entries: [Double] {
    var entries = numbers
    for i in 0..<order {
      for j in 0..<i { entries[i * order + j] = numbers[j * order + i] }
    }
    return entries
  }

  /// The eigenvalues, the smallest first, by LAPACK's tridiagonal reduction and QL iterations.
  ///
  /// Each is within some 1e-15 of the largest one's size. Rounding may leave eigenvalues that are
  /// zero in theory a little below zero. The matrix is used up.
  ///
  /// - Returns: `order` values, or nil when the matrix is not finite or the iteration did not end.
  public consuming func eigenvalues() -> [Double]? {
    guard order > 0 else { return [] }
    guard isFinite else { return nil }
    LinearAlgebra.prepare()
    var values = [Double](repeating: 0, count: order)
    var (size, info) = (Int32(order), Int32(0))
    var (workSize, integerSize) = (Int32(-1), Int32(-1))
    var work = [0.0]
    var integers: [Int32] = [0]
    // What is the upper triangle row by row is the lower one column by column.
    func solve() {
      unsafe dsyevd_(
        "N", "L", &size, &numbers, &size, &values, &work, &workSize, &integers, &integerSize, &info)
    }
    solve()
    (workSize, integerSize) = (Int32(work[0]), integers[0])
    work = Array(repeating: 0, count: Int(workSize))
    integers = Array(repeating: 0, count: Int(integerSize))
    solve()
    return info == 0 && values.allSatisfy(\.isFinite) ? values : nil
  }
}
