/// Reads the words and signs of an expression or a schema, and knows the place of each.
struct TextScanner {
  /// A word of letters, digits, `_` and `-` (and what is not ASCII after them), or a single other
  /// character.
  enum Lexeme: Equatable {
    case word(String)
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
    if TextScanner.isWordByte(bytes[next]) {
      // A letter that is not ASCII belongs to the word that it spoils.
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
    case .word(let word): "'\(shortened(word))'"
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

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
