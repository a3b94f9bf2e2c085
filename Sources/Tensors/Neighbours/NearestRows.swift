import CKernels
import Processors

/// The nearest of some rows of a matrix for every row, by the sum of squared differences.
///
/// Each row has `limit` places, best first: the sum and the number of a row. A free place has an
/// infinite sum and the number -1. Of two rows at equal distance the one with the lower number is
/// nearer, so the places are a function of the set of rows that were offered. Sums are taken in
/// Double in one fixed order, the same on every processor.
public struct NearestRows: Sendable {
  public let limit: Int
  /// `limit` sums of squared differences a row.
  public private(set) var sums: [Double]
  /// `limit` row numbers a row.
  public private(set) var numbers: [Int32]

  /// Free places for a number of rows.
  public init(rows: Int, limit: Int) {
    precondition(limit > 0, "a row needs room for at least one neighbour (\(limit))")
    precondition(rows >= 0 && rows <= Int32.max, "a row number must fit 31 bits (\(rows) rows)")
    self.limit = limit
    sums = Array(repeating: .infinity, count: rows * limit)
    numbers = Array(repeating: -1, count: rows * limit)
  }

  /// Offers a row to all rows, itself included; it must not have been offered before.
  ///
  /// A row with a value that is not finite gets no neighbours, and is no row's neighbour.
  ///
  /// - Parameters:
  ///   - row: the number of the row that is offered.
  ///   - matrix: all rows, one after the other, `width` values each.
  ///   - width: how many values a row has.
  public mutating func offer(_ row: Int, of matrix: Span<Float>, width: Int) {
    let rows = numbers.count / limit
    precondition(
      matrix.count == rows * width && (0..<rows).contains(row),
      "row \(row) of \(matrix.count) values, which should be \(rows) rows of \(width)")
    let limit = limit
    unsafe matrix.withUnsafeBufferPointer { matrix in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe numbers.withUnsafeMutableBufferPointer { numbers in
          unsafe hillock_offer_neighbour(
            matrix.baseAddress, rows, width, row, sums.baseAddress, numbers.baseAddress, limit)
        }
      }
    }
  }

  /// Offers several rows at once, with the result of one after the other.
  ///
  /// Only rows whose sketches allow them to be near enough are compared in full.
  ///
  /// - Parameters:
  ///   - offered: the numbers of the rows; none must have been offered before.
  ///   - matrix: all rows, one after the other.
  ///   - sketches: those of the same matrix.
  ///   - threads: how many threads share the rows that it is offered to.
  public mutating func offer(
    _ offered: [Int], of matrix: Span<Float>, sketches: RowSketches, threads: Int = 1
  ) {
    let rows = numbers.count / limit
    precondition(
      sketches.rows == rows && matrix.count == rows * sketches.width
        && offered.allSatisfy((0..<rows).contains) && threads > 0,
      "\(matrix.count) values and \(sketches.rows) sketches of \(rows) rows, \(threads) threads")
    for start in stride(from: 0, to: offered.count, by: Int(HILLOCK_OFFERS_AT_ONCE)) {
      let end = min(start + Int(HILLOCK_OFFERS_AT_ONCE), offered.count)
      offer(offered[start..<end].map { Int32($0) }, matrix, sketches, threads)
    }
  }

  private mutating func offer(
    _ offered: [Int32], _ matrix: Span<Float>, _ sketches: RowSketches, _ threads: Int
  ) {
    let rows = numbers.count / limit
    let limit = limit
    unsafe matrix.withUnsafeBufferPointer { matrix in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe numbers.withUnsafeMutableBufferPointer { numbers in
          // Every thread writes places of its own rows; numbers, because pointers may not be shared.
          let from = UInt(bitPattern: matrix.baseAddress)
          let places = UInt(bitPattern: sums.baseAddress)
          let names = UInt(bitPattern: numbers.baseAddress)
          onThreads(threads) { thread in
            unsafe hillock_offer_sketched_neighbours(
              UnsafePointer(bitPattern: from), rows * thread / threads,
              rows * (thread + 1) / threads, sketches.width, sketches.values, sketches.sizes,
              sketches.sizes.count, offered, offered.count,
              UnsafeMutablePointer(bitPattern: places),
              UnsafeMutablePointer(bitPattern: names), limit)
          }
        }
      }
    }
  }

  /// Offers a row to all rows, itself included, at distances that are known.
  ///
  /// - Parameters:
  ///   - row: the number of the row that is offered; it must not have been offered before.
  ///   - distances: one sum of squares for each row; what is not finite is no neighbour.
  public mutating func offer(_ row: Int, at distances: [Double]) {
    let rows = numbers.count / limit
    precondition(
      distances.count == rows && (0..<rows).contains(row),
      "row \(row) at \(distances.count) distances, of \(rows) rows")
    let name = Int32(row)
    let limit = limit
    let distances = distances.span
    for other in 0..<rows {
      let distance = distances[other]
      let start = other * limit
      let last = start + limit - 1
      // Most rows leave here; a distance that is no number leaves too.
      guard distance < .infinity, distance <= sums[last] else { continue }
      var place = last + 1
      while place > start,
        distance < sums[place - 1] || (distance == sums[place - 1] && name < numbers[place - 1])
      { place -= 1 }
      guard place <= last else { continue }
      for later in stride(from: last, to: place, by: -1) {
        sums[later] = sums[later - 1]
        numbers[later] = numbers[later - 1]
      }
      sums[place] = distance
      numbers[place] = name
    }
  }

  /// The mean over each row's places of one value for each row; NaN where all places are free.
  ///
  /// - Parameters:
  ///   - values: one for each row; only those of offered rows are read.
  ///   - isWeighted: whether a place counts by the reciprocal of its distance instead of all
  ///     alike; places at distance 0, where there are any, then count alone.
  /// - Returns: one mean for each row, added from the nearest place on.
  public func means(of values: [Double], isWeighted: Bool) -> [Double] {
    let rows = numbers.count / limit
    precondition(values.count == rows, "\(values.count) values for \(rows) rows")
    return unsafe [Double](unsafeUninitializedCapacity: rows) { means, count in
      unsafe values.withUnsafeBufferPointer { values in
        unsafe sums.withUnsafeBufferPointer { sums in
          unsafe numbers.withUnsafeBufferPointer { numbers in
            unsafe hillock_average_neighbours(
              sums.baseAddress, numbers.baseAddress, limit, values.baseAddress,
              isWeighted ? 1 : 0, means.baseAddress, rows)
          }
        }
      }
      count = rows
    }
  }
}
