/// One line of comma-separated values (RFC 4180), none of which contains a line's end.
enum SeparatedLine {
  /// The fields of a line; nil where a quotation does not end, or goes on after its end.
  static func fields(_ line: Substring) -> [String]? {
    var fields: [String] = []
    var rest = line.utf8[...]
    while true {
      guard rest.first == UInt8(ascii: "\"") else {
        let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
        fields.append(String(Substring(rest[..<end])))
        guard end < rest.endIndex else { return fields }
        rest = rest[rest.index(after: end)...]
        continue
      }
      var field: [UInt8] = []
      rest = rest.dropFirst()
      while true {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        field += rest[..<end]
        rest = rest[rest.index(after: end)...]
        guard rest.first == UInt8(ascii: "\"") else { break }
        field.append(UInt8(ascii: "\""))
        rest = rest.dropFirst()
      }
      fields.append(String(decoding: field, as: UTF8.self))
      guard let next = rest.first else { return fields }
      guard next == UInt8(ascii: ",") else { return nil }
      rest = rest.dropFirst()
    }
  }
}
