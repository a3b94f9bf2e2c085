extension SchemaExpressions {
  /// Every expression of the schema that differs from one in a single operator, by position.
  ///
  /// - Parameter position: the expression, below `count`.
  /// - Returns: placeholder after placeholder, the slowest first; for each, all other operators.
  public func variants(of position: Int) -> [Int] {
    precondition(indices.contains(position), "expression \(position) of \(count)")
    var found: [Int] = []
    var stride = 1
    for size in operatorCounts.reversed() {
      let digit = position / stride % size
      let first = position - digit * stride
      found = (0..<size).filter { $0 != digit }.map { first + $0 * stride } + found
      stride *= size
    }
    return found
  }
}
