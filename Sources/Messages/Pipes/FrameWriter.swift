/// Frames envelopes for a stream of bytes, which keeps no boundaries of its own.
public enum FrameWriter {
  /// The frame's length in four bytes, least significant first, and then the frame.
  public static func frame(_ envelope: Envelope) -> [UInt8] {
    let content = envelope.encoded()
    precondition(
      content.count <= FrameReader.limit,
      "a frame of \(content.count) bytes; a stream takes at most \(FrameReader.limit)")
    let length = UInt32(content.count)
    return (0..<4).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) } + content
  }
}
