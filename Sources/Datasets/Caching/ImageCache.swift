import Digests
import Files

/// A folder of files that hold verified data sets, ready to be mapped.
///
/// A file is written whole under another name and then renamed, so that any number of processes
/// may open the same data set at once. A file that is damaged, or was torn by a power cut, does
/// not match its checksum and is built again; that is why nothing waits for the disk here.
struct ImageCache {
  let folder: String

  /// The bytes of a data set, from its file or from `build`, whose bytes are then kept in a file.
  ///
  /// A folder that cannot be used costs memory, never the data set.
  ///
  /// - Parameters:
  ///   - name: what the data set is called.
  ///   - digest: what the data set must be.
  ///   - count: how many bytes there are, the header's room included.
  ///   - build: makes the bytes, with the header in place.
  /// - Returns: the bytes and where they lie.
  /// - Throws: what `build` throws.
  func open(
    _ name: String, digest: Digest, count: Int, build: () throws(DatasetError) -> MappedBytes
  ) throws(DatasetError) -> (bytes: MappedBytes, placement: Placement) {
    let path = file(name, digest)
    func intact() -> (bytes: MappedBytes, placement: Placement)? {
      Self.intact(path, digest: digest, count: count).map { ($0, .shared(file: path)) }
    }
    if let found = intact() { return found }
    if let failure = FileFailure.making(folder: folder) {
      return (try build(), .memory(reason: "cannot write \(path): \(failure)"))
    }
    switch PartialFile.locked(path + ".partial") {
    case .failure(let failure):
      return (try build(), .memory(reason: "cannot write \(path): \(failure)"))
    case .success(let partial):
      // Another process may have written the file while this one waited for the lock.
      if let found = intact() { return found }
      let bytes = try build()
      if let failure = bytes.withSpan(0..<bytes.count, { partial.become(path, holding: $0) }) {
        return (bytes, .memory(reason: "cannot write \(path): \(failure)"))
      }
      return intact() ?? (bytes, .memory(reason: "cannot read back \(path)"))
    }
  }

  /// Where the bytes of a data set are kept.
  func file(_ name: String, _ digest: Digest) -> String {
    "\(folder)/\(name)-\(digest.description.prefix(16))-v\(CacheHeader.version)"
  }

  /// The bytes of a file that is exactly as it was written, or nil.
  private static func intact(_ path: String, digest: Digest, count: Int) -> MappedBytes? {
    guard let bytes = MappedBytes.file(path), bytes.count == count else { return nil }
    let payload = CacheHeader.byteCount..<count
    let header = CacheHeader(
      digest: digest, payloadCount: payload.count,
      payloadChecksum: bytes.withSpan(payload) { checksum($0) })
    let matches = bytes.withSpan(0..<CacheHeader.byteCount) { header.matches($0) }
    return matches ? bytes : nil
  }
}
