import CSodium

/// A running SHA-256 over bytes that arrive in pieces.
///
/// The order of the pieces matters, their sizes do not.
public struct SHA256 {
  private var state = crypto_hash_sha256_state()

  public init() {
    unsafe crypto_hash_sha256_init(&state)
  }

  /// Adds bytes to what is hashed.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let block = Array(bytes)
    unsafe crypto_hash_sha256_update(&state, block, UInt64(block.count))
  }

  /// Adds the bytes of a span to what is hashed, without a copy.
  public mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      let start = unsafe base.assumingMemoryBound(to: UInt8.self)
      unsafe _ = crypto_hash_sha256_update(&state, start, UInt64(buffer.count))
    }
  }

  /// The digest of everything added so far.
  public consuming func finalized() -> Digest {
    var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
    unsafe crypto_hash_sha256_final(&state, &bytes)
    return Digest(trusted: bytes)
  }
}
