import CZlib

/// The CRC-32 of bytes, as gzip has it.
func checksum(_ bytes: Span<UInt8>) -> UInt32 {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return 0 }
    return UInt32(unsafe crc32_z(0, start, buffer.count))
  }
}
