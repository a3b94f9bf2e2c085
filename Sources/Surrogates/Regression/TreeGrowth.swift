/// The observations of a tree that grows, kept in sorted order for every column.
///
/// Each node owns the same range of places in all columns; dividing it keeps the order, so nothing
/// is sorted twice.
struct TreeGrowth {
  /// What a node holds.
  struct Summary {
    let weight: Double
    let sum: Double
    let mean: Double
    /// Whether all values are the same, as far as can be told.
    let isPure: Bool
  }

  /// The column and the threshold that divide a node.
  struct Split {
    let column: Int
    let threshold: Float
  }

  /// Values closer than this are not divided.
  private static let leastGap: Float = 1e-7

  /// How many observations count at all.
  let count: Int
  private let data: TrainingColumns
  private let weights: [Double]
  /// `count` observations a column.
  private var order: [Int32]
  private var right: [Int32]
  private var goesRight: [Bool]

  init(_ data: TrainingColumns, weights: [Double]) {
    self.data = data
    self.weights = weights
    count = weights.count { $0 > 0 }
    order = data.sorted.filter { weights[Int($0)] > 0 }
    right = []
    right.reserveCapacity(count)
    goesRight = Array(repeating: false, count: data.count)
  }

  func summary(of range: Range<Int>) -> Summary {
    var (weight, sum, squares) = (0.0, 0.0, 0.0)
    for place in range {
      let index = Int(order[place])
      let target = data.targets[index]
      weight += weights[index]
      sum += weights[index] * target
      squares += weights[index] * target * target
    }
    let mean = sum / weight
    let variance = squares / weight - mean * mean
    return Summary(
      weight: weight, sum: sum, mean: mean,
      isPure: range.count < 2 || variance <= .ulpOfOne)
  }

  /// The split that explains most; nil where no column has two values.
  func bestSplit(of range: Range<Int>, _ node: Summary) -> Split? {
    let order = order.span
    let values = data.values.span
    let targets = data.targets.span
    let weights = weights.span
    var best = -Double.infinity
    var found: (column: Int, last: Int)?
    for column in 0..<data.width {
      let (start, base) = (column * count, column * data.count)
      var (weight, sum) = (0.0, 0.0)
      var index = Int(order[start + range.lowerBound])
      var value = values[base + index]
      for place in range.dropFirst() {
        weight += weights[index]
        sum += weights[index] * targets[index]
        index = Int(order[start + place])
        let next = values[base + index]
        defer { value = next }
        guard next > value + Self.leastGap else { continue }
        let rest = node.sum - sum
        let explained = sum * sum / weight + rest * rest / (node.weight - weight)
        if explained > best { (best, found) = (explained, (column, place - 1)) }
      }
    }
    return found.map { column, last in
      let low = values[column * data.count + Int(order[column * count + last])]
      let high = values[column * data.count + Int(order[column * count + last + 1])]
      return Split(column: column, threshold: Self.threshold(between: low, high))
    }
  }

  /// The greatest Float that is at most half-way between two values.
  private static func threshold(between low: Float, _ high: Float) -> Float {
    let middle = Double(low) / 2 + Double(high) / 2
    guard middle < Double(high) else { return low }
    let rounded = Float(middle)
    return Double(rounded) > middle ? rounded.nextDown : rounded
  }

  /// Puts what goes left before what goes right, in every column.
  ///
  /// - Returns: the place of the first that goes right.
  mutating func divide(_ range: Range<Int>, by split: Split) -> Int {
    let base = split.column * data.count
    for place in range {
      let index = Int(order[place])
      goesRight[index] = data.values[base + index] > split.threshold
    }
    var middle = range.lowerBound
    for column in 0..<data.width {
      let start = column * count
      right.removeAll(keepingCapacity: true)
      var left = start + range.lowerBound
      for place in start + range.lowerBound..<start + range.upperBound {
        let index = order[place]
        if goesRight[Int(index)] {
          right.append(index)
        } else {
          order[left] = index
          left += 1
        }
      }
      middle = left - start
      for (offset, index) in right.enumerated() { order[left + offset] = index }
    }
    return middle
  }
}
