import Randomness
import TestSupport
import Testing

@testable import Tensors

@Suite struct SparseMatrixTests {
  /// A path of vertices: its normalised adjacency has known eigenvectors.
  private func path(_ count: Int) -> (matrix: SparseMatrix, roots: [Double]) {
    let degrees = (0..<count).map { $0 == 0 || $0 == count - 1 ? 1.0 : 2.0 }
    var (starts, columns, values): ([Int32], [Int32], [Double]) = ([0], [], [])
    for row in 0..<count {
      for column in [row - 1, row + 1] where column >= 0 && column < count {
        columns.append(Int32(column))
        values.append(1 / (degrees[row] * degrees[column]).squareRoot())
      }
      starts.append(Int32(columns.count))
    }
    return (
      SparseMatrix(starts: starts, columns: columns, values: values),
      degrees.map { $0.squareRoot() }
    )
  }

  @Test(arguments: [4, 5, 20, 150]) func `eigenvectors are mapped to multiples`(count: Int) {
    let (matrix, roots) = path(count)
    var generator = Generator(seed: Seed(1))
    let vectors = matrix.leadingEigenvectors(
      2, besides: roots, start: roots.map { _ in generator.normal() }, tolerance: 1e-7)
    #expect(vectors.count == 2)
    for (rank, vector) in vectors.enumerated() {
      // The walk on a path has the eigenvalues cos(pi k / (n - 1)).
      let value = innerProduct(vector, matrix.times(vector))
      let expected = [1.0, 2.0].map { k in cosine(k / Double(count - 1)) }[rank]
      #expect(abs(value - expected) < 1e-7)
      let product = matrix.times(vector)
      #expect(zip(product, vector).allSatisfy { abs($0 - value * $1) < 1e-5 })
      #expect(abs(innerProduct(vector, vector) - 1) < 1e-9)
      #expect(abs(innerProduct(vector, roots)) < 1e-9)
    }
    #expect(abs(innerProduct(vectors[0], vectors[1])) < 1e-9)
  }

  /// The cosine of a number of half turns.
  private func cosine(_ halfTurns: Double) -> Double {
    // A series is enough here; the angle is at most a half turn.
    let angle = halfTurns * .pi
    var (sum, term) = (1.0, 1.0)
    for k in 1...20 {
      term *= -angle * angle / Double((2 * k - 1) * 2 * k)
      sum += term
    }
    return sum
  }

  @Test func `a tridiagonal matrix gives its leading eigenvectors even where it falls apart`() {
    let matrix = Tridiagonal(diagonal: [1, 3, 3, 0.5], beside: [0, 0, 0.25])
    let found = matrix.leading(3)
    #expect(abs(found[0].value - 3.024_5) < 1e-3)
    #expect(abs(found[1].value - 3) < 1e-9)
    #expect(abs(found[2].value - 1) < 1e-9)
    #expect(abs(abs(found[1].vector[1]) - 1) < 1e-9)
    #expect(abs(abs(found[2].vector[0]) - 1) < 1e-9)
    #expect(abs(innerProduct(found[0].vector, found[1].vector)) < 1e-9)
  }

  @Test func `products leave out what is not there`() {
    let matrix = SparseMatrix(
      starts: [0, 1, 1, 3], columns: [2, 0, 2], values: [2, 3, 4])
    #expect(matrix.times([1, 10, 100]) == [200, 0, 403])
  }
}
