extension SparseMatrix {
  /// Eigenvectors of the greatest eigenvalues of a symmetric matrix, one eigenvector known.
  ///
  /// The method of Lanczos with all vectors kept orthogonal. It stops when each vector's residual
  /// is below the tolerance, or with what it has at the greatest number of steps. The component of
  /// a vector that is farthest from zero is positive (the first of several), so nothing is left to
  /// chance.
  ///
  /// - Parameters:
  ///   - wanted: how many vectors; fewer come back if the matrix has no more.
  ///   - known: an eigenvector that is not wanted.
  ///   - start: a vector in which every eigenvector has some part, such as one of random numbers.
  ///   - tolerance: the length of a residual that is good enough, for a matrix of norm 1.
  ///   - steps: the greatest number of products with the matrix.
  /// - Returns: vectors of length 1, that of the greatest eigenvalue first.
  public func leadingEigenvectors(
    _ wanted: Int, besides known: [Double], start: [Double], tolerance: Double = 1e-4,
    steps: Int = 400
  ) -> [[Double]] {
    var basis = KrylovBasis(length: count)
    basis.append(known, ofLength: innerProduct(known, known).squareRoot())
    var (diagonal, beside): ([Double], [Double]) = ([], [])
    let greatest = min(steps, count - 1)
    guard greatest > 0, wanted > 0 else { return [] }

    var next = start
    var norm = basis.project(&next)
    guard norm > 0 else { return [] }
    basis.append(next, ofLength: norm)
    while true {
      next = times(basis.last)
      diagonal.append(innerProduct(next, basis.last))
      norm = basis.project(&next)
      // Nothing left: the vectors so far are mapped to themselves, and hold all that start can reach.
      let isEnd = diagonal.count == greatest || norm < 1e-12
      if isEnd || diagonal.count.isMultiple(of: 32) {
        let found = Tridiagonal(diagonal: diagonal, beside: beside).leading(wanted)
        let residual = found.map { norm * abs($0.vector.last ?? 0) }.max() ?? 0
        if isEnd || (found.count == wanted && residual < tolerance) {
          return found.map { signed(basis.combination($0.vector, from: 1)) }
        }
      }
      beside.append(norm)
      basis.append(next, ofLength: norm)
    }
  }

  private func signed(_ vector: [Double]) -> [Double] {
    var farthest = 0.0
    // A little more than the farthest so far, lest rounding choose between two of one size.
    for number in vector where abs(number) > abs(farthest) * (1 + 1e-9) { farthest = number }
    return farthest < 0 ? vector.map { -$0 } : vector
  }
}
