import CKernels
import Processors

/// What rows of a matrix are like, in a few numbers each: enough to tell most of those that lie too
/// far from another row to matter.
///
/// A sketch has the means of groups of columns. In each group the sum of squared differences of two
/// rows is at least its size times the squared difference of their means (Cauchy, Schwarz), and
/// about that where the columns of a group are alike. Groups are small at both ends of the order
/// and double towards its middle, because functions of a sorted variable run away at its ends.
public struct RowSketches: Sendable {
  let rows: Int
  let width: Int
  let sizes: [Double]
  let values: [Float]  // the means of a row, then what they may be wrong by

  /// Sketches of all rows of a matrix: one pass over it.
  ///
  /// - Parameters:
  ///   - matrix: all rows, one after the other, `width` values each.
  ///   - width: how many values a row has.
  ///   - order: every column once, neighbouring ones alike.
  ///   - threads: how many threads share the rows.
  public init(of matrix: Span<Float>, width: Int, order: [Int], threads: Int = 1) {
    precondition(
      width > 0 && order.count == width && matrix.count.isMultiple(of: width) && threads > 0,
      "\(matrix.count) values in rows of \(width), \(order.count) columns in order")
    let rows = matrix.count / width
    let groups = Self.groups(width)
    var end: Int32 = 0
    let ends = groups.map { size in
      end += Int32(size)
      return end
    }
    let columns = order.map { Int32($0) }
    self.rows = rows
    self.width = width
    sizes = groups.map { Double($0) }
    let length = groups.count + 1
    values = unsafe [Float](unsafeUninitializedCapacity: rows * length) { values, count in
      unsafe matrix.withUnsafeBufferPointer { matrix in
        // Every thread writes its own rows; numbers, because pointers may not be shared.
        let from = UInt(bitPattern: matrix.baseAddress)
        let to = UInt(bitPattern: values.baseAddress)
        onThreads(threads) { thread in
          let first = rows * thread / threads
          let last = rows * (thread + 1) / threads
          guard first < last else { return }
          unsafe hillock_sketch_rows(
            UnsafePointer<Float>(bitPattern: from).unsafelyUnwrapped + first * width, last - first,
            width, columns, ends, length - 1,
            UnsafeMutablePointer<Float>(bitPattern: to).unsafelyUnwrapped + first * length)
        }
      }
      count = rows * length
    }
  }

  /// How many columns each group has: 1, 1, 2, 4, 8 and so on from both ends.
  private static func groups(_ width: Int) -> [Int] {
    func half(_ count: Int) -> [Int] {
      var sizes: [Int] = []
      var left = count
      var size = 1
      while left > size {
        sizes.append(size)
        left -= size
        if sizes.count > 1 { size *= 2 }
      }
      return left > 0 ? sizes + [left] : sizes
    }
    return half(width / 2) + half(width - width / 2).reversed()
  }
}
