/// How much an endpoint accepts, keeps and waits.
public struct Limits: Sendable, Equatable {
  /// The largest frame in bytes; the connection of a peer that sends a larger one is cut.
  public var frameBytes: Int
  /// The most frames of one message, its sender's name not counted.
  public var framesPerMessage: Int
  /// The most messages kept for one peer that does not read, beyond what the library holds.
  public var backlogMessages: Int
  /// The most bytes kept for one peer that does not read.
  public var backlogBytes: Int
  /// The most messages the library holds, in each direction, for one peer.
  public var queuedMessages: Int
  /// How long `close` tries to hand over what is still to be sent.
  public var farewell: Duration

  public init(
    frameBytes: Int = 8 << 20, framesPerMessage: Int = 16, backlogMessages: Int = 10_000,
    backlogBytes: Int = 32 << 20, queuedMessages: Int = 1_000, farewell: Duration = .seconds(2)
  ) {
    precondition(frameBytes > 0 && framesPerMessage > 0, "frame limits must be above 0")
    precondition(backlogMessages > 0 && backlogBytes > 0, "backlog limits must be above 0")
    precondition(queuedMessages > 0, "0 would mean an unbounded queue to the library")
    self.frameBytes = frameBytes
    self.framesPerMessage = framesPerMessage
    self.backlogMessages = backlogMessages
    self.backlogBytes = backlogBytes
    self.queuedMessages = queuedMessages
    self.farewell = farewell
  }

  /// The farewell in whole milliseconds, as the library counts.
  var farewellMilliseconds: Int32 {
    let (seconds, attoseconds) = farewell.components
    let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    return Int32(clamping: max(0, milliseconds))
  }
}
