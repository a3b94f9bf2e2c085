/// A JSON value whose keys keep their order and whose non-finite numbers are written as null.
///
/// Foundation's encoder throws on NaN and orders keys as it likes; a journal, a log stream and
/// scripts need neither.
public enum JSON: Hashable, Sendable, CustomStringConvertible {
  case null
  case flag(Bool)
  case whole(Int64)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([Member])

  /// One key of an object with its value.
  public struct Member: Hashable, Sendable {
    public let key: String
    public let value: JSON

    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The value on one line, without spaces.
  public var description: String {
    var text: [UInt8] = []
    write(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the value as UTF-8.
  private func write(to text: inout [UInt8]) {
    switch self {
    case .null: text += "null".utf8
    case .flag(let flag): text += (flag ? "true" : "false").utf8
    case .whole(let whole): text += String(whole).utf8
    case .number(let number):
      guard number.isFinite else { return text += "null".utf8 }
      let digits = number.description.utf8
      text += digits.suffix(2).elementsEqual(".0".utf8) ? digits.dropLast(2) : digits[...]
    case .text(let string): Self.write(string, to: &text)
    case .list(let elements):
      text.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        element.write(to: &text)
      }
      text.append(UInt8(ascii: "]"))
    case .object(let members):
      text.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        Self.write(member.key, to: &text)
        text.append(UInt8(ascii: ":"))
        member.value.write(to: &text)
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    // What must be escaped is ASCII, and no byte of another character looks like it.
    if string.utf8.contains(where: isEscaped) {
      for byte in string.utf8 { writeEscaped(byte, to: &text) }
    } else {
      text += string.utf8
    }
    text.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func writeEscaped(_ byte: UInt8, to text: inout [UInt8]) {
    switch byte {
    case _ where !isEscaped(byte): text.append(byte)
    case UInt8(ascii: "\n"): text += "\\n".utf8
    case UInt8(ascii: "\r"): text += "\\r".utf8
    case UInt8(ascii: "\t"): text += "\\t".utf8
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
    default:
      let digits = String(byte, radix: 16)
      text += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  public init(integerLiteral value: Int64) { self = .whole(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(arrayLiteral elements: JSON...) { self = .list(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  public init(nilLiteral: ()) { self = .null }

  /// A whole number.
  public static func whole(_ value: Int) -> JSON { .whole(Int64(value)) }
  /// A text, or null.
  public static func text(orNull value: String?) -> JSON { value.map { .text($0) } ?? .null }
  /// A number under a key, as members of an object.
  ///
  /// One that is not finite is null, and a second key, with `Reason` at its end, says what it is:
  /// `nan`, `inf` or `-inf`, the words that a ledger keeps for it.
  public static func members(_ key: String, _ value: Double) -> [Member] {
    [Member(key, .number(value))]
      + (value.nonFiniteWord.map { [Member(key + "Reason", .text($0))] } ?? [])
  }
  /// A number, or null.
  public static func number(orNull value: Double?) -> JSON { value.map { .number($0) } ?? .null }
}

extension Double {
  /// What a number that is not finite is called: `nan`, `inf` or `-inf`; nil for a finite one.
  public var nonFiniteWord: String? {
    isFinite ? nil : isNaN ? "nan" : self > 0 ? "inf" : "-inf"
  }
}
