/// A number in an expression: a double that is finite as a float too, because kernels compute in
/// single precision.
///
/// Numbers are equal by their bits: `-0` is not `0`, and keeps its sign in every calculation.
public struct Literal: Sendable {
  public let value: Double

  /// Nil for NaN, infinities, and what is infinite in single precision.
  public init?(_ value: Double) {
    guard Float(value).isFinite else { return nil }
    self.value = value
  }

  /// Reads a decimal; nil for any other text, and for numbers out of range.
  ///
  /// An optional sign, digits with at most one point among them, and an optional exponent, as in
  /// `-0.25` or `1e-3`.
  init?(text: Substring.UTF8View) {
    var rest = text
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      rest.removeFirst()
    }
    guard Literal.takeDigits(&rest) else { return nil }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard Literal.takeDigits(&rest) else { return nil }
    }
    if let letter = rest.first, letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest.removeFirst()
      }
      guard Literal.takeDigits(&rest) else { return nil }
    }
    guard rest.isEmpty, let value = Double(Substring(text)) else { return nil }
    self.init(value)
  }

  private static func takeDigits(_ text: inout Substring.UTF8View) -> Bool {
    let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    text.removeFirst(digits.count)
    return !digits.isEmpty
  }
}

extension Literal: Hashable {
  public static func == (a: Literal, b: Literal) -> Bool {
    a.value.bitPattern == b.value.bitPattern
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(value.bitPattern) }
}

extension Literal: CustomStringConvertible {
  /// The shortest decimal that parses back to the same double: `2`, `0.1`, `-0`, `1e-05`.
  public var description: String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
