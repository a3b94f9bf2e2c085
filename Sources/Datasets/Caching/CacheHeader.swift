import Digests
import Files

/// The first bytes of a cache file, which say what follows.
///
/// Numbers are little-endian: magic (8 bytes), version (4), CRC-32 of the payload (4), number of
/// payload bytes (8), digest of the data set (32), zeros (4), CRC-32 of the 60 bytes before (4).
struct CacheHeader: Hashable, Sendable {
  static let byteCount = 64
  /// Goes up when the layout of header or payload changes.
  static let version: UInt32 = 1
  private static let magic = Array("hillock\n".utf8)

  let digest: Digest
  let payloadCount: Int
  let payloadChecksum: UInt32

  var encoded: [UInt8] {
    var header = LittleEndian(bytes: Self.magic)
    header.append(Self.version)
    header.append(payloadChecksum)
    header.append(UInt64(payloadCount))
    header.bytes += digest.bytes + [0, 0, 0, 0]
    header.append(checksum(header.bytes.span))
    return header.bytes
  }

  /// Whether bytes are this header, in this version.
  func matches(_ bytes: Span<UInt8>) -> Bool {
    let expected = encoded
    return bytes.count == expected.count && bytes.indices.allSatisfy { bytes[$0] == expected[$0] }
  }
}
