import COpenBLAS

/// Whether a matrix enters a product as it lies in memory or with rows and columns exchanged.
public enum Orientation: Sendable {
  case plain
  case transposed

  var code: CBLAS_TRANSPOSE { self == .plain ? CblasNoTrans : CblasTrans }
}

/// The sizes of a matrix product: (rows x inner) times (inner x columns).
public struct ProductShape: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  public let inner: Int

  public init(rows: Int, columns: Int, inner: Int) {
    precondition(
      rows >= 0 && columns >= 0 && inner >= 0,
      "a product's sizes cannot be negative (\(rows), \(columns), \(inner))")
    self.rows = rows
    self.columns = columns
    self.inner = inner
  }
}

/// The matrix product c = a b + beta c in single precision.
///
/// All matrices lie row by row. The spans may be longer than the matrices, which start at their
/// first element; `c` overlaps neither factor.
///
/// - Parameters:
///   - shape: the sizes, after any transposition.
///   - a: rows x inner, or inner x rows when transposed.
///   - aOrientation: whether `a` is transposed.
///   - b: inner x columns, or columns x inner when transposed.
///   - bOrientation: whether `b` is transposed.
///   - c: rows x columns; its old contents are never read when `beta` is 0.
///   - beta: how much of the old contents stays.
public func multiply(
  _ shape: ProductShape, _ a: Span<Float>, _ aOrientation: Orientation = .plain,
  by b: Span<Float>, _ bOrientation: Orientation = .plain,
  into c: inout MutableSpan<Float>, keeping beta: Float = 0
) {
  let (m, n, k) = (shape.rows, shape.columns, shape.inner)
  precondition(
    a.count >= m * k && b.count >= k * n && c.count >= m * n,
    "\(m)x\(k) times \(k)x\(n) needs \(m * k), \(k * n) and \(m * n) numbers "
      + "(\(a.count), \(b.count), \(c.count))")
  guard m > 0, n > 0 else { return }
  LinearAlgebra.prepare()
  let aStride = Int32(max(1, aOrientation == .plain ? k : m))
  let bStride = Int32(max(1, bOrientation == .plain ? n : k))
  unsafe a.withUnsafeBufferPointer { a in
    unsafe b.withUnsafeBufferPointer { b in
      unsafe c.withUnsafeMutableBufferPointer { c in
        unsafe cblas_sgemm(
          CblasRowMajor, aOrientation.code, bOrientation.code, Int32(m), Int32(n), Int32(k), 1,
          a.baseAddress, aStride, b.baseAddress, bStride, beta, c.baseAddress, Int32(n))
      }
    }
  }
}

/// The product y = a x + beta y of a matrix and a vector in single precision.
///
/// - Parameters:
///   - rows: rows of `a` as it lies in memory.
///   - columns: columns of `a` as it lies in memory.
///   - a: the matrix, row by row.
///   - orientation: `.transposed` multiplies by the transposed matrix.
///   - x: as long as the multiplied matrix has columns.
///   - y: as long as it has rows.
///   - beta: how much of the old contents of `y` stays.
public func multiply(
  rows: Int, columns: Int, _ a: Span<Float>, _ orientation: Orientation = .plain,
  byVector x: Span<Float>, into y: inout MutableSpan<Float>, keeping beta: Float = 0
) {
  let (inner, outer) = orientation == .plain ? (columns, rows) : (rows, columns)
  precondition(
    rows >= 0 && columns >= 0 && a.count >= rows * columns && x.count >= inner && y.count >= outer,
    "a \(rows)x\(columns) matrix times a vector needs \(rows * columns), \(inner) and \(outer) "
      + "numbers (\(a.count), \(x.count), \(y.count))")
  guard outer > 0 else { return }
  LinearAlgebra.prepare()
  unsafe a.withUnsafeBufferPointer { a in
    unsafe x.withUnsafeBufferPointer { x in
      unsafe y.withUnsafeMutableBufferPointer { y in
        unsafe cblas_sgemv(
          CblasRowMajor, orientation.code, Int32(rows), Int32(columns), 1, a.baseAddress,
          Int32(max(1, columns)), x.baseAddress, 1, beta, y.baseAddress, 1)
      }
    }
  }
}
