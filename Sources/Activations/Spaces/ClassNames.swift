import Foundation

/// Expressions one after the other, each in a few bytes.
///
/// A token is a byte: an operator's number, followed by the argument count where the operator is
/// n-ary; or 255 for `x`; or 254 for a number and 253 for a parameter, followed by the number or the
/// start as the 8 bytes of a double.
struct ClassNames: Hashable, Sendable {
  private static let leaf: UInt8 = 255
  private static let constant: UInt8 = 254
  private static let parameter: UInt8 = 253

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
      case .constant(let number): append(ClassNames.constant, number)
      case .parameter(let start): append(ClassNames.parameter, start)
      case .call(let operation, let count):
        bytes.append(operation.rawValue)
        if operation.kind == .nary { bytes.append(count) }
      }
    }
    ends.append(UInt32(bytes.count))
  }

  private mutating func append(_ kind: UInt8, _ number: Literal) {
    bytes.append(kind)
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number.value.bitPattern >> UInt64(shift)))
    }
  }

  /// The number in 8 bytes; nil where it cannot be one.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Literal? {
    guard bytes.count == 8 else { return nil }
    return Literal(Double(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }))
  }

  /// The leaf at a place, and how many bytes it takes; nil for a call.
  private static func leaf(at place: Int, of bytes: ArraySlice<UInt8>) -> (
    token: Expression.Token, length: Int
  )? {
    if bytes[place] == leaf { return (.variable, 1) }
    guard bytes[place] == constant || bytes[place] == parameter,
      let number = number(bytes[(place + 1)...].prefix(8))
    else { return nil }
    return (bytes[place] == constant ? .constant(number) : .parameter(number), 9)
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
      if let (leaf, length) = ClassNames.leaf(at: place, of: bytes[...]) {
        tokens.append(leaf)
        place += length
        continue
      }
      let byte = bytes[place]
      place += 1
      guard let operation = Operator(rawValue: byte) else { continue }
      var count = UInt8(operation.kind.argumentCounts.lowerBound)
      if operation.kind == .nary {
        count = bytes[place]
        place += 1
      }
      tokens.append(.call(operation, argumentCount: count))
    }
    return Expression(tokens: tokens)
  }

  /// What all expressions read, at once: far faster than one after the other.
  func texts(threads: Int = ProcessInfo.processInfo.activeProcessorCount) -> [String] {
    let partSize = 4096
    let parts = inParts((count + partSize - 1) / partSize, threads: threads) { part in
      let names = Operator.allCases.map { Array($0.name.utf8) }
      var text: [UInt8] = []
      var open: [UInt8] = []
      return (part * partSize..<min((part + 1) * partSize, count)).map { index in
        write(index, names, into: &text, &open)
        return String(decoding: text, as: UTF8.self)
      }
    }
    return parts.flatMap(\.self)
  }

  /// Writes one expression's text; `open` is room for how many arguments open calls still miss.
  private func write(
    _ index: Int, _ names: [[UInt8]], into text: inout [UInt8], _ open: inout [UInt8]
  ) {
    text.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    var place = index == 0 ? 0 : Int(ends[index - 1])
    while place < Int(ends[index]) {
      let byte = bytes[place]
      if let operation = Operator(rawValue: byte) {
        place += 1
        text += names[Int(byte)]
        text.append(UInt8(ascii: "("))
        if operation.kind == .nary {
          open.append(bytes[place])
          place += 1
        } else {
          open.append(UInt8(operation.kind.argumentCounts.lowerBound))
        }
        continue
      }
      if byte == ClassNames.leaf {
        text.append(UInt8(ascii: "x"))
        place += 1
      } else if let (leaf, length) = ClassNames.leaf(at: place, of: bytes[...]) {
        text += Expression(tokens: [leaf]).description.utf8
        place += length
      } else {
        return
      }
      while let missing = open.popLast() {
        guard missing == 1 else {
          open.append(missing - 1)
          text.append(UInt8(ascii: ","))
          break
        }
        text.append(UInt8(ascii: ")"))
      }
    }
  }

  private static func isExpression(_ bytes: ArraySlice<UInt8>) -> Bool {
    var missing = 1
    var place = bytes.startIndex
    while place < bytes.endIndex, missing > 0 {
      let byte = bytes[place]
      missing -= 1
      if let (_, length) = leaf(at: place, of: bytes) {
        place += length
        continue
      }
      place += 1
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
