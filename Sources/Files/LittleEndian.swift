/// Numbers one after the other, the least significant byte first, written at the end and read from
/// the front.
public struct LittleEndian: Sendable {
  public var bytes: [UInt8]
  /// Where the next number begins.
  private var next = 0

  public init(bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  public mutating func append(_ number: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// The next number; nil where fewer bytes are left.
  public mutating func number<Number: FixedWidthInteger & UnsignedInteger>() -> Number? {
    let width = Number.bitWidth / 8
    guard bytes.count - next >= width else { return nil }
    defer { next += width }
    return bytes[next..<next + width].reversed().reduce(0) { $0 << 8 | Number($1) }
  }

  /// Passes over bytes.
  public mutating func skip(_ count: Int) { next += count }
}
