/// The first bytes of a section file.
///
/// Numbers are little-endian: magic (8 bytes), version (4), number of sections (4), hash of what
/// the file was made from (32); then for each section its length (8) and hash (16); zeros; the
/// hash of all bytes before (16). A section begins at the next multiple of `alignment`.
struct SectionHeader: Hashable, Sendable {
  /// What a section holds.
  struct Section: Hashable, Sendable {
    let length: Int
    let hash: [UInt64]
  }

  static let byteCount = alignment
  /// Sections begin at multiples of this, a page.
  static let alignment = 4096
  static let sectionLimit = 64
  /// Goes up when the layout, or the hash, changes.
  static let version: UInt32 = 1
  private static let magic = Array("hillocks".utf8)
  private static let sourceBytes = 32
  private static let hashBytes = 16

  /// The hash of what the file was made from.
  let source: [UInt8]
  var sections: [Section] = []

  init(source: [UInt8]) {
    precondition(source.count == Self.sourceBytes, "a hash of \(source.count) bytes")
    self.source = source
  }

  /// Where each section lies.
  var ranges: [Range<Int>] {
    var start = SectionHeader.byteCount
    return sections.map { section in
      defer { start = SectionHeader.aligned(start + section.length) }
      return start..<start + section.length
    }
  }

  /// How long the file is.
  var fileLength: Int { ranges.last?.upperBound ?? SectionHeader.byteCount }

  static func aligned(_ place: Int) -> Int { (place + alignment - 1) / alignment * alignment }

  var encoded: [UInt8] {
    precondition(sections.count <= SectionHeader.sectionLimit, "\(sections.count) sections")
    var header = LittleEndian(bytes: SectionHeader.magic)
    header.append(SectionHeader.version)
    header.append(UInt32(sections.count))
    header.bytes += source
    for section in sections {
      header.append(UInt64(section.length))
      for word in section.hash { header.append(word) }
    }
    header.bytes += [UInt8](
      repeating: 0, count: SectionHeader.byteCount - SectionHeader.hashBytes - header.bytes.count)
    for word in hashed(header.bytes.span) { header.append(word) }
    return header.bytes
  }

  /// Reads a header of this version about the same source; nil for anything else.
  init?(_ bytes: [UInt8], source: [UInt8]) {
    guard bytes.count == SectionHeader.byteCount else { return nil }
    self.init(source: source)
    var header = LittleEndian(bytes: bytes)
    header.skip(SectionHeader.magic.count + 4)
    guard let count: UInt32 = header.number(), count <= SectionHeader.sectionLimit else {
      return nil
    }
    header.skip(SectionHeader.sourceBytes)
    for _ in 0..<count {
      guard let length: UInt64 = header.number(), length < 1 << 48,
        let low: UInt64 = header.number(), let high: UInt64 = header.number()
      else { return nil }
      sections.append(Section(length: Int(length), hash: [low, high]))
    }
    // Magic, version, source and the header's own hash are right only if all is as written.
    guard encoded == bytes else { return nil }
  }
}

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
