/// A JSON value whose keys keep their order and whose non-finite numbers are written as null.
///
/// Foundation's encoder throws on NaN and orders keys as it likes; a journal, a log stream and
/// scripts need neither.
public enum JSON: Hashable, Sendable {
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
  /// A whole number, or null.
  public static func whole(orNull value: Int?) -> JSON { value.map { .whole($0) } ?? .null }
  /// A seed, which may be too large for a signed whole number and is then written as text.
  public static func seed(_ value: UInt64) -> JSON {
    Int64(exactly: value).map { .whole($0) } ?? .text("\(value)")
  }
}

extension Double {
  /// What a number that is not finite is called: `nan`, `inf` or `-inf`; nil for a finite one.
  public var nonFiniteWord: String? {
    isFinite ? nil : isNaN ? "nan" : self > 0 ? "inf" : "-inf"
  }

  /// The number that `nonFiniteWord` calls so.
  init?(nonFiniteWord word: String) {
    switch word {
    case "nan": self = .nan
    case "inf": self = .infinity
    case "-inf": self = -.infinity
    default: return nil
    }
  }
}

/// Members of an object by their keys; nil for another key, another type, and what is no object.
extension JSON {
  public func member(_ key: String) -> JSON? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  /// A text.
  public func text(_ key: String) -> String? {
    if case .text(let text) = member(key) { text } else { nil }
  }

  /// The texts of a list; none where there is no list.
  public func texts(_ key: String) -> [String] {
    guard case .list(let elements) = member(key) else { return [] }
    return elements.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// A whole number.
  public func whole(_ key: String) -> Int64? {
    if case .whole(let whole) = member(key) { whole } else { nil }
  }

  /// A number, whole or not.
  public func number(_ key: String) -> Double? { member(key)?.double }

  var double: Double? {
    switch self {
    case .number(let number): number
    case .whole(let whole): Double(whole)
    default: nil
    }
  }
}
