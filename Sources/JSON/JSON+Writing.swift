extension JSON: CustomStringConvertible {
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
