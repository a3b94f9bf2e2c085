/// The observed rows as a tree sees them: column by column, each column also in sorted order.
struct TrainingColumns {
  /// How many observations there are.
  let count: Int
  /// How many columns a row has.
  let width: Int
  /// `count` values a column.
  let values: [Float]
  /// The observations of each column from the least value up, equal ones by their place.
  let sorted: [Int32]
  /// What is to be predicted, one for each observation.
  let targets: [Double]

  init(_ rows: [[Float]], targets: [Double]) {
    precondition(rows.count == targets.count, "\(rows.count) rows, \(targets.count) values")
    count = rows.count
    width = rows.first?.count ?? 0
    self.targets = targets
    var values = [Float](repeating: 0, count: count * width)
    for (place, row) in rows.enumerated() {
      for (column, value) in row.enumerated() { values[column * rows.count + place] = value }
    }
    self.values = values
    let count = count
    sorted = (0..<width).flatMap { column in
      (0..<Int32(count)).sorted { a, b in
        let (x, y) = (values[column * count + Int(a)], values[column * count + Int(b)])
        return (x, a) < (y, b)
      }
    }
  }
}
