import Foundation
import Testing

@testable import Tensors

@Suite struct SymmetricMatrixTests {
  /// The second difference's matrix, whose eigenvalues are known.
  private func difference(order: Int) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(order: order)
    for i in 0..<order {
      matrix[i, i] = 2
      if i > 0 { matrix[i, i - 1] = -1 }
    }
    return matrix
  }

  @Test(arguments: [1, 2, 7, 200])
  func `eigenvalues of second differences are 2 - 2 cos(pi k / (n + 1))`(order: Int) throws {
    let values = try #require(difference(order: order).eigenvalues())
    for (k, value) in values.enumerated() {
      #expect(abs(value - (2 - 2 * cos(.pi * Double(k + 1) / Double(order + 1)))) < 1e-13)
    }
  }

  @Test func `both products have the same eigenvalues`() throws {
    let x: [Double] = [1, 2, 3, 4, 5, 7]
    var inner = SymmetricMatrix(order: 3)
    inner.addProducts(rows: 2, x.span)
    var outer = SymmetricMatrix(order: 2)
    outer.addProducts(columns: 3, x.span)
    #expect(inner.entries == [17, 22, 31, 22, 29, 41, 31, 41, 58])
    #expect(outer.entries == [14, 35, 35, 90])
    let (a, b) = (try #require(inner.eigenvalues()), try #require(outer.eigenvalues()))
    #expect(abs(a[0]) < 1e-13 && abs(a[1] - b[0]) < 1e-12 && abs(a[2] - b[1]) < 1e-12)
  }

  @Test(arguments: [Double.nan, .infinity])
  func `a matrix that is not finite has no eigenvalues`(number: Double) {
    var matrix = difference(order: 4)
    matrix[1, 3] = number
    #expect(!matrix.isFinite)
    #expect(matrix.eigenvalues() == nil)
  }

  @Test func `products add up, times their factors`() {
    var matrix = SymmetricMatrix(order: 2)
    let x: [Double] = [1, 2, 3, 4]
    matrix.addProducts(rows: 2, x.span)
    matrix.addProducts(rows: 1, x.span, factor: 2)
    matrix.scale(by: 0.5)
    #expect(matrix.entries == [6, 9, 9, 14])
  }
}
