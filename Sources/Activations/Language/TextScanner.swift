/// Reads the words and signs of an expression or a schema, and knows the place of each.
struct TextScanner {
  /// A word of letters, digits, `_` and `-`; what begins as a number does, up to the end of its
  /// digits, letters, points and signs of exponents; or a single other character.
  enum Lexeme: Equatable {
    case word(String)
    case number(String)
    case sign(UInt8)
    case other(String)
    case end
  }

  private let bytes: [UInt8]
  private var next = 0
  /// Where the latest lexeme began.
  private(set) var start = 0

  /// Refuses a text that is too long, or has nothing but white space.
  init(_ text: String) throws(ExpressionError) {
    let length = text.utf8.count
    guard length <= Expression.lengthLimit else {
      throw .tooLong(bytes: length, limit: Expression.lengthLimit)
    }
    bytes = Array(text.utf8)
    guard !bytes.allSatisfy(TextScanner.isSpace) else { throw .empty }
  }

  mutating func scan() -> Lexeme {
    while next < bytes.count, TextScanner.isSpace(bytes[next]) { next += 1 }
    start = next
    guard next < bytes.count else { return .end }
    if beginsNumber {
      repeat { next += 1 } while next < bytes.count && continuesNumber
      return .number(String(decoding: bytes[start..<next], as: UTF8.self))
    }
    if TextScanner.isWordByte(bytes[next]) {
      // A word goes on over letters that are not ASCII, so that the error quotes it whole.
      while next < bytes.count, bytes[next] >= 0x80 || TextScanner.isWordByte(bytes[next]) {
        next += 1
      }
      return .word(String(decoding: bytes[start..<next], as: UTF8.self))
    }
    next += 1
    if bytes[start] < 0x80 { return .sign(bytes[start]) }
    let rest = String(decoding: bytes[start...], as: UTF8.self)
    return .other(rest.first.map(String.init) ?? "?")
  }

  /// Whether a number begins at the next byte: a digit, with or without a sign before it.
  private var beginsNumber: Bool {
    if TextScanner.isDigit(bytes[next]) { return true }
    guard next + 1 < bytes.count, TextScanner.isDigit(bytes[next + 1]) else { return false }
    return TextScanner.isNumberSign(bytes[next])
  }

  /// Whether the next byte still belongs to a number, or to the word that a number spoils.
  private var continuesNumber: Bool {
    let byte = bytes[next]
    if byte == UInt8(ascii: "+") {
      return bytes[next - 1] == UInt8(ascii: "e") || bytes[next - 1] == UInt8(ascii: "E")
    }
    return byte == UInt8(ascii: ".") || byte >= 0x80 || TextScanner.isWordByte(byte)
  }

  /// The place of the latest lexeme.
  var position: TextPosition { position(of: start) }

  /// The line and column of a byte.
  func position(of offset: Int) -> TextPosition {
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return TextPosition(
      offset: offset,
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: String(decoding: bytes[lineStart..<offset], as: UTF8.self).count + 1)
  }

  /// A lexeme for an error message: quoted, control characters as numbers.
  static func quoted(_ lexeme: Lexeme) -> String {
    switch lexeme {
    case .word(let word), .number(let word): "'\(shortened(word))'"
    case .sign(let byte) where byte < 0x20 || byte == 0x7f: "control character \(byte)"
    case .sign(let byte): "'\(Character(UnicodeScalar(byte)))'"
    case .other(let character): "'\(character)'"
    case .end: "end of text"
    }
  }

  /// At most 32 characters of a word.
  static func shortened(_ word: String) -> String {
    word.count <= 32 ? word : word.prefix(31) + "…"
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isNumberSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
