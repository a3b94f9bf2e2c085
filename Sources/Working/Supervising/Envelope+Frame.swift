import Messages

extension Envelope {
  /// The envelope as it goes through a pipe, its length first.
  var framed: [UInt8] { FrameWriter.frame(self) }
}
