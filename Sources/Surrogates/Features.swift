import Tensors

/// A matrix with one feature vector a row: what describes each candidate before it is trained.
///
/// The values are shared, not copied, between a table of classes and all who look at them.
public struct Features: Sendable {
  /// Length of a feature vector, above 0.
  public let width: Int
  /// All vectors, one after the other.
  public let values: [Float]

  public init(width: Int, values: [Float]) {
    precondition(
      width > 0 && values.count.isMultiple(of: width),
      "\(values.count) values do not fill rows of \(width)")
    self.width = width
    self.values = values
  }

  /// How many vectors there are.
  public var count: Int { values.count / width }

  /// One vector.
  public subscript(row: Int) -> ArraySlice<Float> {
    values[row * width..<(row + 1) * width]
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
