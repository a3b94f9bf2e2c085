import Digests

/// Writes the sections of a file, and then the header that tells of them.
public struct SectionWriter: ~Copyable {
  private let partial: PartialFile
  private var header: SectionHeader
  private var end = SectionHeader.byteCount
  private var failure: FileFailure?

  private static let blank = [UInt8](repeating: 0, count: SectionHeader.alignment)

  init(_ partial: consuming PartialFile, digest: Digest) {
    self.partial = partial
    header = SectionHeader(digest: digest)
    failure = self.partial.clear() ?? self.partial.append(SectionWriter.blank.span)
  }

  /// Appends a section of values as they lie in memory; nothing is written after a failure.
  public mutating func append<Element: BitwiseCopyable>(_ section: Span<Element>) {
    guard failure == nil else { return }
    let gap = [UInt8](repeating: 0, count: SectionHeader.aligned(end) - end)
    failure = partial.append(gap.span) ?? partial.append(section)
    let length = section.count * MemoryLayout<Element>.stride
    end += gap.count + length
    header.sections.append(SectionHeader.Section(length: length, hash: hashed(section)))
  }

  /// Writes the header and gives the file its name.
  ///
  /// - Returns: what failed first, or nil.
  consuming func finish(as path: String) -> FileFailure? {
    failure ?? partial.rewind() ?? partial.append(header.encoded.span) ?? partial.become(path)
  }
}
