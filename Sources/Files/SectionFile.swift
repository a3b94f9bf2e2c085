/// A file of a few long sections that can be made again: mapped, never copied.
///
/// A file is written whole under another name and then renamed. One that is damaged, cut off, of
/// another version or about something else is no section file to whoever opens it, and is made
/// again.
public struct SectionFile: Sendable {
  /// Why there is no file.
  public enum Absence: Error, Equatable {
    case missing
    /// There is one, but it is not as it was written.
    case damaged
    /// It cannot be written, in the system's words.
    case unwritable(reason: String)
  }

  private let bytes: MappedBytes
  private let header: SectionHeader

  /// Opens a file, and checks all sections but those that are checked when they are used.
  ///
  /// - Parameters:
  ///   - path: where the file lies.
  ///   - source: the hash of what it was made from, 32 bytes.
  ///   - unchecked: sections whose hashes are not compared.
  /// - Returns: the file, mapped.
  /// - Throws: `missing` or `damaged`.
  public static func open(
    _ path: String, source: [UInt8], unchecked: Set<Int> = []
  ) throws(Absence) -> SectionFile {
    guard let bytes = MappedBytes.file(path) else { throw .missing }
    guard let header = header(of: bytes, source: source) else { throw .damaged }
    let file = SectionFile(bytes: bytes, header: header)
    for section in header.sections.indices where !unchecked.contains(section) {
      guard file.isIntact(section) else { throw .damaged }
    }
    return file
  }

  /// Writes a file whole, and opens it in place of what was there.
  ///
  /// Readers of a file that is replaced keep it. Processes that write the same file take turns.
  ///
  /// - Parameters:
  ///   - path: where the file lies; its folder is made.
  ///   - source: the hash of what it is made from, 32 bytes.
  ///   - make: appends the sections, one after the other.
  /// - Returns: the file, mapped.
  /// - Throws: `unwritable`.
  public static func replace(
    _ path: String, source: [UInt8], make: (inout SectionWriter) -> Void
  ) throws(Absence) -> SectionFile {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    if let failure = FileFailure.making(folder: folder) {
      throw .unwritable(reason: "\(failure)")
    }
    switch PartialFile.locked(path + ".partial") {
    case .failure(let failure): throw .unwritable(reason: "\(failure)")
    case .success(let partial):
      var writer = SectionWriter(partial, source: source)
      make(&writer)
      if let failure = writer.finish(as: path) { throw .unwritable(reason: "\(failure)") }
      // What was just written was hashed on its way.
      guard let bytes = MappedBytes.file(path), let header = header(of: bytes, source: source)
      else { throw .unwritable(reason: "it cannot be read back") }
      return SectionFile(bytes: bytes, header: header)
    }
  }

  public var sectionCount: Int { header.sections.count }

  /// Whether a section is as it was written.
  public func isIntact(_ section: Int) -> Bool {
    bytes.hash(header.ranges[section]) == header.sections[section].hash
  }

  /// Lends a section's bytes.
  public func withBytes<R, Failure>(
    of section: Int, _ body: (Span<UInt8>) throws(Failure) -> R
  ) throws(Failure) -> R {
    try bytes.withSpan(header.ranges[section], body)
  }

  /// Lends a section's bytes as floats; it must have been made of floats.
  public func withFloats<R, Failure>(
    of section: Int, _ body: (Span<Float>) throws(Failure) -> R
  ) throws(Failure) -> R {
    try bytes.withFloats(header.ranges[section], body)
  }

  private static func header(of bytes: MappedBytes, source: [UInt8]) -> SectionHeader? {
    guard bytes.count >= SectionHeader.byteCount else { return nil }
    let start = bytes.withSpan(0..<SectionHeader.byteCount) { span in
      span.indices.map { span[$0] }
    }
    let header = SectionHeader(start, source: source)
    return header?.fileLength == bytes.count ? header : nil
  }
}

/// Writes the sections of a file, and then the header that tells of them.
public struct SectionWriter: ~Copyable {
  private let partial: PartialFile
  private var header: SectionHeader
  private var end = SectionHeader.byteCount
  private var failure: FileFailure?

  private static let blank = [UInt8](repeating: 0, count: SectionHeader.alignment)

  init(_ partial: consuming PartialFile, source: [UInt8]) {
    self.partial = partial
    header = SectionHeader(source: source)
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
