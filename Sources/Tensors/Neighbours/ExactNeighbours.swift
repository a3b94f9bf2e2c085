import CKernels
import Processors

/// How far two rows are from each other.
public enum RowMetric: Hashable, Sendable {
  /// The root of the sum of squared differences.
  case euclidean
  /// The sum of absolute differences.
  case manhattan
}

/// The nearest rows of every row of a matrix, found by comparing all with all.
///
/// A first pass takes all distances in single precision, each pair once. Then those rows that can be
/// among the nearest, rounding considered, are compared in double precision. So the result is that
/// of double precision, with equal distances in the order of the row numbers, and it has the same
/// bits for any number of threads and any vector width.
///
/// A matrix product would give squared Euclidean distances, too, but subtracts great numbers for
/// near rows, so that a bound on what it rounds lets too many rows through; and it computes every
/// pair twice.
public struct ExactNeighbours: Sendable {
  /// How many neighbours a row has.
  public let limit: Int
  /// The numbers of each row's neighbours, nearest first.
  public let numbers: [Int32]
  /// Their distances.
  public let distances: [Double]

  /// The nearest other rows of each row; nil when it was stopped.
  ///
  /// - Parameters:
  ///   - matrix: finite values, row by row.
  ///   - width: how many values a row has, above 0.
  ///   - limit: how many neighbours a row gets, at most the number of other rows.
  ///   - metric: what is near.
  ///   - threads: how many threads compute, the calling one among them.
  ///   - goesOn: called now and then on the calling thread with the share that is done; stops the
  ///     work when it answers false.
  public init?(
    withinRowsOf matrix: [Float], width: Int, limit: Int, metric: RowMetric, threads: Int = 1,
    goesOn: (Double) -> Bool = { _ in true }
  ) {
    self.init(matrix, nil, width, limit, metric, threads, goesOn)
  }

  /// The rows of one matrix that are nearest to each row of another.
  ///
  /// - Parameters:
  ///   - rows: finite values, row by row.
  ///   - matrix: the rows to choose from, finite as well.
  ///   - width: how many values a row of either has, above 0.
  ///   - limit: how many neighbours a row gets, at most the number of rows to choose from.
  ///   - metric: what is near.
  ///   - threads: how many threads compute, the calling one among them.
  public init(
    of rows: [Float], amongRowsOf matrix: [Float], width: Int, limit: Int, metric: RowMetric,
    threads: Int = 1
  ) {
    guard let found = Self(rows, matrix, width, limit, metric, threads, { _ in true }) else {
      preconditionFailure("what always goes on was stopped")
    }
    self = found
  }

  private init?(
    _ rows: [Float], _ matrix: [Float]?, _ width: Int, _ limit: Int, _ metric: RowMetric,
    _ threads: Int, _ goesOn: (Double) -> Bool
  ) {
    let others = matrix ?? rows
    precondition(
      width > 0 && rows.count.isMultiple(of: width) && others.count.isMultiple(of: width),
      "\(rows.count) and \(others.count) values do not fill rows of \(width)")
    let available = others.count / width - (matrix == nil ? 1 : 0)
    precondition(
      rows.isEmpty || (0...available).contains(limit) && others.count / width <= Int32.max,
      "\(limit) neighbours of \(available) rows")
    precondition(threads > 0, "something must compute (\(threads) threads)")
    self.limit = limit
    guard limit > 0, !rows.isEmpty else {
      numbers = []
      distances = []
      return
    }
    let comparison = Comparison(
      limit: limit, metric: metric, threads: threads, isWithin: matrix == nil)
    guard let found = comparison.run(rows, others, width, goesOn) else { return nil }
    (numbers, distances) = found
  }
}

/// One comparison of all rows with all.
private struct Comparison {
  let limit: Int
  let metric: RowMetric
  let threads: Int
  let isWithin: Bool

  private var squared: Int32 { metric == .euclidean ? 1 : 0 }

  func run(
    _ rows: [Float], _ others: [Float], _ width: Int, _ goesOn: (Double) -> Bool
  ) -> ([Int32], [Double])? {
    let tails = tails(of: rows, width)
    let otherTails = isWithin ? tails : self.tails(of: others, width)
    return unsafe rows.withUnsafeBufferPointer { rows in
      unsafe others.withUnsafeBufferPointer { others in
        unsafe tails.withUnsafeBufferPointer { tails in
          unsafe otherTails.withUnsafeBufferPointer { otherTails in
            unsafe compare(
              hillock_rows(
                values: rows.baseAddress, tails: tails.baseAddress, count: rows.count / width,
                width: width),
              hillock_rows(
                values: others.baseAddress, tails: otherTails.baseAddress,
                count: others.count / width, width: width), goesOn)
          }
        }
      }
    }
  }

  private func tails(of matrix: [Float], _ width: Int) -> [Float] {
    let isFinite = unsafe matrix.withUnsafeBufferPointer {
      unsafe hillock_is_finite($0.baseAddress, $0.count) != 0
    }
    precondition(isFinite, "rows with a value that is not finite have no neighbours")
    let count = matrix.count / width
    let needed = count * HILLOCK_PAIR_LANES
    return unsafe [Float](unsafeUninitializedCapacity: needed) { tails, written in
      unsafe matrix.withUnsafeBufferPointer {
        unsafe hillock_write_tails($0.baseAddress, count, width, tails.baseAddress)
      }
      written = needed
    }
  }

  private func compare(
    _ rows: hillock_rows, _ others: hillock_rows, _ goesOn: (Double) -> Bool
  ) -> ([Int32], [Double])? {
    // Some places more than are asked for, as what seems far may be near.
    let places = limit + 8
    let block = HILLOCK_PAIR_BLOCK
    let count = unsafe rows.count
    let (blocks, otherBlocks) =
      unsafe ((count + block - 1) / block, (others.count + block - 1) / block)
    let (squared, isWithin, limit) = (squared, isWithin, limit)
    let level = Int32(VectorLevel.current.rawValue)
    let members = min(threads, blocks)

    let seemingDistances = UnsafeMutablePointer<Double>.allocate(capacity: members * count * places)
    let seemingNumbers = UnsafeMutablePointer<Int32>.allocate(capacity: members * count * places)
    defer {
      unsafe seemingDistances.deallocate()
      unsafe seemingNumbers.deallocate()
    }
    unsafe seemingDistances.initialize(repeating: .infinity, count: members * count * places)
    unsafe seemingNumbers.initialize(repeating: -1, count: members * count * places)
    // Every member writes lists of its own.
    nonisolated(unsafe) let lists = unsafe (0..<members).map { member in
      unsafe hillock_nearest(
        distances: seemingDistances + member * count * places,
        numbers: seemingNumbers + member * count * places, limit: places)
    }
    nonisolated(unsafe) let (rows, others) = unsafe (rows, others)

    let isWhole = shareOut(blocks, among: members, goesOn: goesOn) { number, member in
      unsafe withUnsafePointer(to: rows) { rows in
        unsafe withUnsafePointer(to: others) { others in
          for other in (isWithin ? number : 0)..<otherBlocks {
            unsafe hillock_compare_blocks(
              level, squared, rows, number, others, other, isWithin ? 1 : 0, lists[member])
          }
        }
      }
    }
    guard isWhole else { return nil }
    for member in 1..<max(1, members) {
      unsafe hillock_merge_nearest(lists[member], lists[0], count)
    }

    var numbers = [Int32](repeating: -1, count: count * limit)
    var distances = [Double](repeating: .infinity, count: count * limit)
    unsafe numbers.withUnsafeMutableBufferPointer { numbers in
      unsafe distances.withUnsafeMutableBufferPointer { distances in
        nonisolated(unsafe) let (numbers, distances) = unsafe (numbers, distances)
        _ = shareOut(blocks, among: members) { number, _ in
          unsafe withUnsafePointer(to: rows) { rows in
            unsafe withUnsafePointer(to: others) { others in
              for row in number * block..<min(count, (number + 1) * block) {
                unsafe hillock_settle_nearest(
                  level, squared, rows, row, others, isWithin ? 1 : 0, lists[0], limit,
                  distances.baseAddress.map { unsafe $0 + row * limit },
                  numbers.baseAddress.map { unsafe $0 + row * limit })
              }
            }
          }
        }
      }
    }
    return (numbers, distances)
  }
}
