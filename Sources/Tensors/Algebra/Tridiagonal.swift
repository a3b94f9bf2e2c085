/// A symmetric tridiagonal matrix: its diagonal, and the numbers beside it.
struct Tridiagonal {
  let diagonal: [Double]
  /// One fewer than the diagonal has.
  let beside: [Double]

  /// The greatest eigenvalues with their eigenvectors of length 1, the greatest first.
  ///
  /// Values by bisection on the number of negative pivots, vectors by inverse iteration.
  func leading(_ wanted: Int) -> [(value: Double, vector: [Double])] {
    var found: [(value: Double, vector: [Double])] = []
    for rank in 0..<min(wanted, diagonal.count) {
      let value = eigenvalue(rank)
      found.append((value, eigenvector(value, orthogonalTo: found.map(\.vector))))
    }
    return found
  }

  /// No eigenvalue is farther from zero (Gershgorin).
  private var bound: Double {
    diagonal.indices.map { row in
      abs(diagonal[row]) + (row > 0 ? abs(beside[row - 1]) : 0)
        + (row < beside.count ? abs(beside[row]) : 0)
    }.max() ?? 0
  }

  private func eigenvalue(_ rank: Int) -> Double {
    var (low, high) = (-bound, bound)
    for _ in 0..<80 where high - low > 0 {
      let middle = (low + high) / 2
      if countAbove(middle) > rank { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// How many eigenvalues are greater than a number (Sylvester's law of inertia).
  private func countAbove(_ number: Double) -> Int {
    var (count, pivot) = (0, 1.0)
    for row in diagonal.indices {
      let square = row > 0 ? beside[row - 1] * beside[row - 1] : 0
      pivot = diagonal[row] - number - square / pivot
      if abs(pivot) < 1e-300 { pivot = -1e-300 }
      if pivot > 0 { count += 1 }
    }
    return count
  }

  private func eigenvector(_ value: Double, orthogonalTo others: [[Double]]) -> [Double] {
    // No eigenvector is orthogonal to a start of such numbers.
    var vector = diagonal.indices.map { 1 + Double(($0 * 7919) % 101) / 101 }
    for _ in 0..<4 {
      vector = solved(value, vector)
      for other in others {
        let part = innerProduct(other, vector)
        for index in vector.indices { vector[index] -= part * other[index] }
      }
      let norm = innerProduct(vector, vector).squareRoot()
      for index in vector.indices { vector[index] /= norm }
    }
    return vector
  }

  /// Solves (matrix - shift) x = right by elimination with exchange of neighbouring rows.
  private func solved(_ shift: Double, _ right: [Double]) -> [Double] {
    let count = diagonal.count
    let tiny = max(bound, 1e-30) * 1e-16
    var (main, upper, second) = (
      diagonal.map { $0 - shift }, beside + [0], [Double](repeating: 0, count: count)
    )
    var x = right
    for row in 0..<count - 1 {
      var lower = beside[row]
      if abs(lower) > abs(main[row]) {
        swap(&lower, &main[row])
        (upper[row], main[row + 1]) = (main[row + 1], upper[row])
        (second[row], upper[row + 1]) = (upper[row + 1], second[row])
        x.swapAt(row, row + 1)
      }
      if abs(main[row]) < tiny { main[row] = tiny }
      let factor = lower / main[row]
      main[row + 1] -= factor * upper[row]
      upper[row + 1] -= factor * second[row]
      x[row + 1] -= factor * x[row]
    }
    if abs(main[count - 1]) < tiny { main[count - 1] = tiny }
    for row in (0..<count).reversed() {
      if row + 1 < count { x[row] -= upper[row] * x[row + 1] }
      if row + 2 < count { x[row] -= second[row] * x[row + 2] }
      x[row] /= main[row]
    }
    // Only the direction counts; near an eigenvalue the numbers are great.
    let greatest = x.map { abs($0) }.max() ?? 1
    return greatest > 0 ? x.map { $0 / greatest } : x
  }
}
