import CKernels

/// Orthonormal vectors of one length that grow by one at a time.
struct KrylovBasis {
  let length: Int
  private(set) var count = 0
  private var numbers: [Double] = []

  init(length: Int) {
    self.length = length
  }

  /// Takes out of a vector what lies along the basis.
  ///
  /// Twice: what rounding left of a small remainder goes the second time (Kahan, Parlett).
  ///
  /// - Parameter vector: is changed.
  /// - Returns: the length of what is left.
  func project(_ vector: inout [Double]) -> Double {
    precondition(vector.count == length, "\(vector.count) numbers for vectors of \(length)")
    return unsafe numbers.withUnsafeBufferPointer { numbers in
      unsafe vector.withUnsafeMutableBufferPointer { vector in
        for _ in 0..<2 {
          unsafe hillock_make_orthogonal(numbers.baseAddress, count, length, vector.baseAddress)
        }
        return unsafe hillock_inner_product(vector.baseAddress, vector.baseAddress, length)
      }
    }.squareRoot()
  }

  /// Adds a vector that is orthogonal to the others, divided by its length.
  mutating func append(_ vector: [Double], ofLength norm: Double) {
    numbers += vector.map { $0 / norm }
    count += 1
  }

  /// The last vector.
  var last: [Double] { Array(numbers.suffix(length)) }

  /// The sum of the vectors from one of them on, each times its factor.
  func combination(_ factors: [Double], from first: Int) -> [Double] {
    var sum = [Double](repeating: 0, count: length)
    for (place, factor) in factors.enumerated() {
      let start = (first + place) * length
      for index in 0..<length { sum[index] += factor * numbers[start + index] }
    }
    return sum
  }
}

/// The sum of the products of two vectors of one length, added over eight interleaved lanes.
public func innerProduct(_ x: [Double], _ y: [Double]) -> Double {
  precondition(x.count == y.count, "\(x.count) and \(y.count) numbers")
  return unsafe x.withUnsafeBufferPointer { x in
    unsafe y.withUnsafeBufferPointer { y in
      unsafe hillock_inner_product(x.baseAddress, y.baseAddress, x.count)
    }
  }
}
