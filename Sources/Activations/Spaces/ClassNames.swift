/// Expressions one after the other, each in a few bytes.
///
/// A token is a byte: an operator's number, followed by the argument count where the operator is
/// n-ary, or 255 for `x`.
struct ClassNames: Hashable, Sendable {
  private static let leaf: UInt8 = 255

  private(set) var bytes: [UInt8] = []
  private(set) var ends: [UInt32] = []

  init() {}

  /// Names as they were stored; nil where they are no expressions.
  init?(bytes: [UInt8], ends: [UInt32]) {
    var start: UInt32 = 0
    for end in ends {
      guard start < end, Int(end) <= bytes.count,
        ClassNames.isExpression(bytes[Int(start)..<Int(end)])
      else { return nil }
      start = end
    }
    guard Int(start) == bytes.count else { return nil }
    self.bytes = bytes
    self.ends = ends
  }

  var count: Int { ends.count }

  mutating func append(_ expression: Expression) {
    for token in expression.tokens {
      switch token {
      case .variable: bytes.append(ClassNames.leaf)
      case .call(let operation, let count):
        bytes.append(operation.rawValue)
        if operation.kind == .nary { bytes.append(count) }
      }
    }
    ends.append(UInt32(bytes.count))
  }

  mutating func append(_ others: ClassNames) {
    let start = UInt32(bytes.count)
    bytes += others.bytes
    ends += others.ends.map { start + $0 }
  }

  subscript(index: Int) -> Expression {
    var tokens: [Expression.Token] = []
    var place = index == 0 ? 0 : Int(ends[index - 1])
    while place < Int(ends[index]) {
      let byte = bytes[place]
      place += 1
      guard let operation = Operator(rawValue: byte) else {
        tokens.append(.variable)
        continue
      }
      var count = UInt8(operation.kind.argumentCounts.lowerBound)
      if operation.kind == .nary {
        count = bytes[place]
        place += 1
      }
      tokens.append(.call(operation, argumentCount: count))
    }
    return Expression(tokens: tokens)
  }

  private static func isExpression(_ bytes: ArraySlice<UInt8>) -> Bool {
    var missing = 1
    var place = bytes.startIndex
    while place < bytes.endIndex, missing > 0 {
      let byte = bytes[place]
      place += 1
      missing -= 1
      if byte == leaf { continue }
      guard let operation = Operator(rawValue: byte) else { return false }
      guard operation.kind == .nary else {
        missing += operation.kind.argumentCounts.lowerBound
        continue
      }
      guard place < bytes.endIndex, operation.kind.argumentCounts.contains(Int(bytes[place]))
      else { return false }
      missing += Int(bytes[place])
      place += 1
    }
    return missing == 0 && place == bytes.endIndex
  }
}
