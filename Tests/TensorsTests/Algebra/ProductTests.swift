import Randomness
import Tensors
import TestSupport
import Testing

@Suite struct ProductTests {
  /// The product by its definition; element (i, j) of a transposed factor lies at (j, i).
  private func naive(
    _ shape: ProductShape, _ a: [Float], _ aTurned: Bool, _ b: [Float], _ bTurned: Bool,
    _ c: [Float], keeping beta: Float
  ) -> [Float] {
    var result = c
    for i in 0..<shape.rows {
      for j in 0..<shape.columns {
        var sum: Double = 0
        for k in 0..<shape.inner {
          let left = a[aTurned ? k * shape.rows + i : i * shape.inner + k]
          let right = b[bTurned ? j * shape.inner + k : k * shape.columns + j]
          sum += Double(left) * Double(right)
        }
        let old = beta == 0 ? 0 : Double(beta) * Double(c[i * shape.columns + j])
        result[i * shape.columns + j] = Float(sum + old)
      }
    }
    return result
  }

  private func draws(_ count: Int, _ generator: inout Generator) -> [Float] {
    (0..<count).map { _ in Float(generator.uniform() - 0.5) }
  }

  @Test func `a product is its definition, whatever is transposed`() throws {
    try forAll(count: 60) { generator in
      let shape = ProductShape(
        rows: generator.uniform(below: 9), columns: generator.uniform(below: 9),
        inner: generator.uniform(below: 9))
      let a = draws(shape.rows * shape.inner, &generator)
      let b = draws(shape.inner * shape.columns, &generator)
      let c = draws(shape.rows * shape.columns, &generator)
      let (aTurned, bTurned) = (generator.uniform() < 0.5, generator.uniform() < 0.5)
      let beta: Float = generator.uniform() < 0.5 ? 0 : 0.5
      var result = c
      var span = result.mutableSpan
      multiply(
        shape, a.span, aTurned ? .transposed : .plain, by: b.span,
        bTurned ? .transposed : .plain, into: &span, keeping: beta)
      let expected = naive(shape, a, aTurned, b, bTurned, c, keeping: beta)
      for (one, other) in zip(result, expected) { #expect(abs(one - other) < 1e-5) }
    }
  }

  @Test func `a product that keeps nothing does not read the old numbers`() {
    var c: [Float] = [.nan]
    var span = c.mutableSpan
    multiply(
      ProductShape(rows: 1, columns: 1, inner: 2), [1, 2].span, by: [3, 4].span, into: &span)
    #expect(c == [11])
  }

  @Test func `a matrix times a vector, plain and transposed`() {
    let matrix: [Float] = [1, 2, 3, 4, 5, 6]
    var plain: [Float] = [0, 0]
    var plainSpan = plain.mutableSpan
    multiply(rows: 2, columns: 3, matrix.span, byVector: [1, 0, -1].span, into: &plainSpan)
    #expect(plain == [-2, -2])
    var turned: [Float] = [1, 1, 1]
    var turnedSpan = turned.mutableSpan
    multiply(
      rows: 2, columns: 3, matrix.span, .transposed, byVector: [1, 1].span, into: &turnedSpan,
      keeping: 1)
    #expect(turned == [6, 8, 10])
  }
}
