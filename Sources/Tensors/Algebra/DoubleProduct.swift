import COpenBLAS

/// The matrix product c = factor a b + beta c in double precision.
///
/// All matrices lie row by row; `a` and `b` start at the first elements of their spans.
///
/// - Parameters:
///   - shape: the sizes, after any transposition.
///   - a: rows x inner, or inner x rows when transposed.
///   - orientation: whether `a` is transposed.
///   - b: inner x columns.
///   - c: receives rows x columns numbers.
///   - offset: where they start in `c`.
///   - step: from one row of `c` to the next; nil when they are contiguous.
///   - factor: what the product is multiplied by.
///   - beta: how much of the old contents stays.
func multiply(
  _ shape: ProductShape, _ a: Span<Double>, _ orientation: Orientation = .plain,
  by b: Span<Double>, into c: inout MutableSpan<Double>, at offset: Int = 0, step: Int? = nil,
  times factor: Double = 1, keeping beta: Double = 0
) {
  let (m, n, k) = (shape.rows, shape.columns, shape.inner)
  let step = step ?? n
  guard m > 0, n > 0 else { return }
  precondition(
    a.count >= m * k && b.count >= k * n && offset >= 0 && step >= n
      && c.count >= offset + (m - 1) * step + n,
    "\(m)x\(k) times \(k)x\(n) needs \(m * k), \(k * n) and \(m * n) numbers from \(offset) on "
      + "(\(a.count), \(b.count), \(c.count))")
  LinearAlgebra.prepare()
  unsafe a.withUnsafeBufferPointer { a in
    unsafe b.withUnsafeBufferPointer { b in
      unsafe c.withUnsafeMutableBufferPointer { c in
        guard let c = c.baseAddress else { return }
        unsafe cblas_dgemm(
          CblasRowMajor, orientation.code, CblasNoTrans, Int32(m), Int32(n), Int32(k), factor,
          a.baseAddress, Int32(max(1, orientation == .plain ? k : m)), b.baseAddress, Int32(n),
          beta, c + offset, Int32(step))
      }
    }
  }
}

/// The upper triangle of c = a^T a in double precision.
///
/// - Parameters:
///   - rows: rows of `a`.
///   - columns: columns of `a`, and rows and columns of the product.
///   - a: row by row.
///   - c: receives the triangle.
///   - offset: where the product starts in `c`; what lies below its diagonal stays.
func multiplyOwn(
  rows: Int, columns: Int, _ a: Span<Double>, into c: inout MutableSpan<Double>, at offset: Int
) {
  precondition(
    rows >= 0 && columns > 0 && a.count >= rows * columns && offset >= 0
      && c.count >= offset + columns * columns,
    "\(rows) rows of \(columns) numbers (\(a.count)), products from \(offset) on (\(c.count))")
  LinearAlgebra.prepare()
  unsafe a.withUnsafeBufferPointer { a in
    unsafe c.withUnsafeMutableBufferPointer { c in
      guard let c = c.baseAddress else { return }
      unsafe cblas_dsyrk(
        CblasRowMajor, CblasUpper, CblasTrans, Int32(columns), Int32(rows), 1, a.baseAddress,
        Int32(columns), 0, c + offset, Int32(columns))
    }
  }
}
