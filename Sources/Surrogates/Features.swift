import Tensors

/// A matrix with one feature vector a row: what describes each candidate before it is trained.
///
/// The values are shared, not copied, between a table of classes and all who look at them.
public struct Features: Sendable {
  private enum Place {
    case array([Float])
    case store(any FeatureStore)
  }

  /// Length of a feature vector, above 0.
  public let width: Int
  /// How many vectors there are.
  public let count: Int
  /// The columns in an order in which neighbouring ones are nearly alike, where there is one: rows
  /// are then compared faster, with the same result.
  public let columnOrder: [Int]?
  private let place: Place

  /// Vectors in an array.
  public init(width: Int, values: [Float]) {
    precondition(
      width > 0 && values.count.isMultiple(of: width),
      "\(values.count) values do not fill rows of \(width)")
    self.width = width
    count = values.count / width
    columnOrder = nil
    place = .array(values)
  }

  /// Vectors that stay where they are.
  ///
  /// - Parameters:
  ///   - width: length of a vector, above 0.
  ///   - store: what lends them.
  ///   - columnOrder: every column once, neighbouring ones nearly alike; nil for no such order.
  public init(width: Int, in store: any FeatureStore, columnOrder: [Int]? = nil) {
    let total = store.withValues { $0.count }
    precondition(
      width > 0 && total.isMultiple(of: width), "\(total) values do not fill rows of \(width)")
    precondition(
      columnOrder.map { $0.sorted() == Array(0..<width) } ?? true,
      "an order of columns has each of the \(width) once")
    self.width = width
    count = total / width
    self.columnOrder = columnOrder
    place = .store(store)
  }

  /// All vectors, one after the other; copied where they lie in no array.
  public var values: [Float] {
    switch place {
    case .array(let values): values
    case .store(let store): store.withValues { span in span.indices.map { span[$0] } }
    }
  }

  /// Lends all vectors, one after the other, as they lie.
  public func withValues<R, Failure: Error>(
    _ body: (Span<Float>) throws(Failure) -> R
  ) throws(Failure) -> R {
    switch place {
    case .array(let values): try body(values.span)
    case .store(let store): try store.withValues(body)
    }
  }

  /// One vector.
  public subscript(row: Int) -> ArraySlice<Float> {
    precondition(row >= 0 && row < count, "row \(row) of \(count)")
    let range = row * width..<(row + 1) * width
    switch place {
    case .array(let values): return values[range]
    case .store(let store):
      let vector = store.withValues { span in range.map { span[$0] } }
      return vector[...]
    }
  }

  /// The numbers of the vectors without a value that is not finite, rising.
  var finiteRows: [Int] { Tensors.finiteRows(of: values, width: width) }

  /// The vectors of some rows, in the order of the numbers.
  func only(_ rows: [Int]) -> Features {
    var chosen: [Float] = []
    chosen.reserveCapacity(rows.count * width)
    for row in rows { chosen += self[row] }
    return Features(width: width, values: chosen)
  }

  /// The same vectors with each column multiplied by a number; themselves for nil.
  public func multiplied(by multipliers: [Float]?) -> Features {
    guard let multipliers else { return self }
    precondition(
      multipliers.count == width, "\(multipliers.count) multipliers for \(width) columns")
    var values = values
    for start in stride(from: 0, to: values.count, by: width) {
      for column in multipliers.indices { values[start + column] *= multipliers[column] }
    }
    return Features(width: width, values: values)
  }
}

/// Where feature vectors lie that are not an array: in a mapped file, for one.
public protocol FeatureStore: Sendable {
  /// Lends all vectors, one after the other.
  func withValues<R, Failure: Error>(
    _ body: (Span<Float>) throws(Failure) -> R
  ) throws(Failure) -> R
}
