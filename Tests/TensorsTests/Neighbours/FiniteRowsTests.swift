import Tensors
import Testing

@Suite struct FiniteRowsTests {
  @Test func `rows with a value that is not finite are left out`() {
    let matrix: [Float] = [1, 2, .nan, 0, 3, -.infinity, 4, 5, .greatestFiniteMagnitude, 0]
    #expect(finiteRows(of: matrix, width: 2) == [0, 3, 4])
    #expect(finiteRows(of: matrix, width: 5) == [])
    #expect(finiteRows(of: [], width: 3) == [])
  }
}
