/// Little-endian numbers one after the other, written at the end and read from the front.
struct EncodedBytes {
  var bytes: [UInt8] = []
  private var next = 0

  init(bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { next == bytes.count }

  mutating func append(_ number: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// Appends a text after its length.
  mutating func append(text: String) {
    append(UInt32(text.utf8.count))
    bytes += text.utf8
  }

  /// The next number; nil where fewer bytes are left.
  mutating func number<Number: FixedWidthInteger & UnsignedInteger>() -> Number? {
    let numbers: [Number]? = numbers(1)
    return numbers?.first
  }

  /// The next numbers; nil where fewer bytes are left.
  mutating func numbers<Number: FixedWidthInteger & UnsignedInteger>(_ count: Int) -> [Number]? {
    let width = Number.bitWidth / 8
    guard count <= (bytes.count - next) / width else { return nil }
    defer { next += count * width }
    return (0..<count).map { index in
      var number: Number = 0
      for byte in 0..<width {
        number |= Number(bytes[next + index * width + byte]) << (8 * byte)
      }
      return number
    }
  }

  /// The next text.
  mutating func text() -> String? {
    guard let count: UInt32 = number(), let bytes: [UInt8] = numbers(Int(count)) else {
      return nil
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
