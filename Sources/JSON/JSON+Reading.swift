extension JSON {
  /// Why a text is no JSON value.
  public struct SyntaxError: Error, Hashable, CustomStringConvertible {
    /// How many bytes come before the one that is wrong.
    public let place: Int
    /// What is wrong there, in words.
    public let reason: String

    public var description: String { "no JSON at byte \(place): \(reason)" }
  }

  /// The most levels that lists and objects may lie in one another.
  public static let deepest = 64

  /// Reads a text that holds one JSON value and nothing else, as RFC 8259 has it.
  ///
  /// Keys keep their order, and none may come twice in an object. Numbers without fraction and
  /// exponent become `whole` where 64 bits hold them, so a value that was written comes back with
  /// the same text, not always as the same case.
  ///
  /// - Throws: where the text departs from JSON: a number such as `+1` or `01` or beyond the range
  ///   of doubles, a control character or half a surrogate pair in a text, a key that comes twice,
  ///   more than `deepest` levels, or anything behind the value.
  public init(reading text: String) throws(SyntaxError) {
    var reader = Reader(bytes: Array(text.utf8))
    self = try reader.whole()
  }
}

/// Reads a value from the front of UTF-8.
private struct Reader {
  let bytes: [UInt8]
  private var place = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func whole() throws(JSON.SyntaxError) -> JSON {
    let value = try value(level: 0)
    skipSpace()
    guard place == bytes.count else { throw wrong("\(found) follows the value") }
    return value
  }

  private mutating func value(level: Int) throws(JSON.SyntaxError) -> JSON {
    skipSpace()
    guard place < bytes.count else { throw wrong("the text ends; a value was expected") }
    switch bytes[place] {
    case UInt8(ascii: "{"): return try object(level: level + 1)
    case UInt8(ascii: "["): return try list(level: level + 1)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "t"): return try word("true", .flag(true))
    case UInt8(ascii: "f"): return try word("false", .flag(false))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw wrong("\(found); a value was expected")
    }
  }

  private mutating func object(level: Int) throws(JSON.SyntaxError) -> JSON {
    try enter(level)
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    if takes("}") { return .object(members) }
    repeat {
      skipSpace()
      let start = place
      guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
        throw wrong("\(found); a key was expected")
      }
      let key = try string()
      guard keys.insert(key).inserted else { throw wrong("'\(key)' comes twice", at: start) }
      guard takes(":") else { throw wrong("\(found); ':' was expected") }
      members.append(JSON.Member(key, try value(level: level)))
    } while takes(",")
    guard takes("}") else { throw wrong("\(found); ',' or '}' was expected") }
    return .object(members)
  }

  private mutating func list(level: Int) throws(JSON.SyntaxError) -> JSON {
    try enter(level)
    var elements: [JSON] = []
    if takes("]") { return .list(elements) }
    repeat { elements.append(try value(level: level)) } while takes(",")
    guard takes("]") else { throw wrong("\(found); ',' or ']' was expected") }
    return .list(elements)
  }

  /// Passes the bracket that begins a list or an object.
  private mutating func enter(_ level: Int) throws(JSON.SyntaxError) {
    guard level <= JSON.deepest else { throw wrong("more than \(JSON.deepest) levels") }
    place += 1
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.SyntaxError) -> JSON {
    let start = place
    for byte in "\(word)".utf8 {
      guard place < bytes.count, bytes[place] == byte else {
        throw wrong("'\(word)' was expected", at: start)
      }
      place += 1
    }
    return value
  }

  /// A number: `-`, digits without leading zeros, a fraction, an exponent; all but the digits may
  /// be missing.
  private mutating func number() throws(JSON.SyntaxError) -> JSON {
    let start = place
    var isWhole = true
    _ = passes("-")
    if !passes("0") { try digits() }
    if passes(".") {
      isWhole = false
      try digits()
    }
    if passes("e") || passes("E") {
      isWhole = false
      _ = passes("+") || passes("-")
      try digits()
    }
    if place < bytes.count, Self.isDigit(bytes[place]) {
      throw wrong("a number begins with 0", at: start)
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    // A whole number has no negative zero, and none beyond 64 bits.
    if isWhole, text != "-0", let whole = Int64(text) { return .whole(whole) }
    guard let number = Double(text), number.isFinite else {
      throw wrong("\(text) is beyond the range of numbers", at: start)
    }
    return .number(number)
  }

  /// One digit or more.
  private mutating func digits() throws(JSON.SyntaxError) {
    let start = place
    while place < bytes.count, Self.isDigit(bytes[place]) { place += 1 }
    guard place > start else { throw wrong("\(found); a digit was expected") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func string() throws(JSON.SyntaxError) -> String {
    let start = place
    place += 1
    var text: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw wrong("a text that is no UTF-8", at: start)
        }
        return string
      case UInt8(ascii: "\\"): text += try escaped().utf8
      case 0..<0x20: throw wrong("\(found) stands in a text")
      default:
        text.append(byte)
        place += 1
      }
    }
    throw wrong("the text that begins here has no end", at: start)
  }

  /// The character that a backslash and what follows it stand for.
  private mutating func escaped() throws(JSON.SyntaxError) -> String {
    let start = place
    place += 1
    guard place < bytes.count else { throw wrong("the text ends in an escape", at: start) }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "u"): return String(try scalar(from: start))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return String(Unicode.Scalar(byte))
    default: throw wrong("an escape that JSON does not have", at: start)
    }
  }

  /// What follows `\u`: four hexadecimal digits, or two such halves of a pair.
  private mutating func scalar(from start: Int) throws(JSON.SyntaxError) -> Unicode.Scalar {
    let first = try unit(from: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, passes("\\"), passes("u"),
      case let second = try unit(from: start), (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw wrong("half a surrogate pair", at: start) }
    return scalar
  }

  private mutating func unit(from start: Int) throws(JSON.SyntaxError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard place < bytes.count, let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue
      else { throw wrong("four hexadecimal digits were expected", at: start) }
      unit = unit << 4 | UInt32(digit)
      place += 1
    }
    return unit
  }

  /// Passes spaces and then a byte, if it is the next one.
  private mutating func takes(_ byte: Unicode.Scalar) -> Bool {
    skipSpace()
    return passes(byte)
  }

  /// Passes a byte if it is the next one.
  private mutating func passes(_ byte: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: byte) else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x20, 0x09, 0x0A, 0x0D: place += 1
      default: return
      }
    }
  }

  /// What comes next, in words.
  private var found: String {
    guard place < bytes.count else { return "the text ends" }
    let byte = bytes[place]
    return (0x21..<0x7F).contains(byte)
      ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x" + String(byte, radix: 16)
  }

  private func wrong(_ reason: String, at place: Int? = nil) -> JSON.SyntaxError {
    JSON.SyntaxError(place: place ?? self.place, reason: reason)
  }
}
