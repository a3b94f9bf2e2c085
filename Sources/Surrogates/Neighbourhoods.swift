import Tensors

/// The nearest observed rows of every row of a feature matrix, kept up to date as rows are
/// observed.
///
/// The distance is the root mean square of the differences, summed in Double, so that finite
/// features of any size have a finite distance. Of two observed rows at equal distance the one with
/// the lower number counts as nearer. What is known is therefore a function of the *set* of
/// observed rows, bit for bit, whatever the order in which they came. A row with a value that is
/// not finite has no neighbours, and is no row's neighbour.
///
/// Observing rows is one pass over the matrix. Most rows are left after a part of their length, once
/// the sum exceeds the distance of the neighbours they have. Where many rows have an order of
/// columns, most are left after a look at their sketches, which are made when the first is observed.
public struct Neighbourhoods: Sendable {
  public let features: Features
  /// The observed rows, in the order in which they came.
  public private(set) var observed: [Int] = []

  private(set) var nearest: NearestRows
  private var isObserved: [Bool]
  private var sketches: RowSketches?
  private let threads: Int

  /// Fewer rows are compared in less time than sketches take.
  private static let fewestSketched = 10_000

  /// Neighbourhoods before anything is observed: all empty.
  ///
  /// - Parameters:
  ///   - features: the vectors to compare.
  ///   - limit: how many neighbours a row keeps, above 0.
  ///   - threads: how many threads compare large matrices; the result is the same for any number.
  public init(of features: Features, limit: Int = 3, threads: Int = 1) {
    self.features = features
    self.threads = threads
    nearest = NearestRows(rows: features.count, limit: limit)
    isObserved = Array(repeating: false, count: features.count)
  }

  /// Makes a row a possible neighbour of all rows, itself included.
  ///
  /// Nothing happens when it was observed before.
  public mutating func observe(_ row: Int) { observe([row]) }

  /// Makes several rows possible neighbours: one pass for all that are new.
  public mutating func observe(_ rows: [Int]) {
    var fresh: [Int] = []
    for row in rows {
      precondition(
        isObserved.indices.contains(row), "row \(row) is not among the \(features.count) rows")
      guard !isObserved[row] else { continue }
      isObserved[row] = true
      fresh.append(row)
    }
    guard !fresh.isEmpty else { return }
    observed += fresh
    let features = features
    let threads = threads
    features.withValues { values in
      if sketches == nil, features.count >= Self.fewestSketched, let order = features.columnOrder {
        sketches = RowSketches(
          of: values, width: features.width, order: order, threads: threads)
      }
      if let sketches {
        nearest.offer(fresh, of: values, sketches: sketches, threads: threads)
      } else {
        for row in fresh { nearest.offer(row, of: values, width: features.width) }
      }
    }
  }

  /// The nearest observed rows, nearest first: fewer than asked for while fewer are observed.
  public subscript(row: Int) -> [Neighbour] {
    let limit = nearest.limit
    return (row * limit..<(row + 1) * limit).compactMap { place in
      guard nearest.numbers[place] >= 0 else { return nil }
      let mean = nearest.sums[place] / Double(features.width)
      return Neighbour(row: Int(nearest.numbers[place]), distance: mean.squareRoot())
    }
  }
}
