import Digests

/// The first bytes of a section file.
///
/// Numbers are little-endian: magic (8 bytes), version (4), number of sections (4), digest of what
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
  private static let hashBytes = 16

  let digest: Digest
  var sections: [Section] = []

  init(digest: Digest) {
    self.digest = digest
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
    var bytes = SectionHeader.magic
    bytes += SectionHeader.littleEndian(SectionHeader.version)
    bytes += SectionHeader.littleEndian(UInt32(sections.count))
    bytes += digest.bytes
    for section in sections {
      bytes += SectionHeader.littleEndian(UInt64(section.length))
      bytes += section.hash.flatMap(SectionHeader.littleEndian)
    }
    bytes += [UInt8](
      repeating: 0, count: SectionHeader.byteCount - SectionHeader.hashBytes - bytes.count)
    bytes += hashed(bytes.span).flatMap(SectionHeader.littleEndian)
    return bytes
  }

  /// Reads a header of this version about the same source; nil for anything else.
  init?(_ bytes: [UInt8], digest: Digest) {
    guard bytes.count == SectionHeader.byteCount else { return nil }
    var place = SectionHeader.magic.count + 4
    func number(_ count: Int) -> UInt64 {
      defer { place += count }
      return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let count = Int(number(4))
    guard count <= SectionHeader.sectionLimit else { return nil }
    place += digest.bytes.count
    self.init(digest: digest)
    for _ in 0..<count {
      guard let length = Int(exactly: number(8)), length < 1 << 48 else { return nil }
      sections.append(Section(length: length, hash: [number(8), number(8)]))
    }
    // Magic, version, digest and the header's own hash are right only if all is as written.
    guard encoded == bytes else { return nil }
  }

  private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    stride(from: 0, to: number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
