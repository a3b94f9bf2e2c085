/// What has passed through an endpoint since it started.
public struct Traffic: Sendable, Equatable {
  public var messagesReceived = 0
  public var bytesReceived = 0
  public var messagesSent = 0
  public var bytesSent = 0
  /// Messages with more frames, or more bytes in all, than the limits allow.
  public var refusedAsTooLarge = 0
  /// Messages from dealers that chose their own routing id.
  public var refusedAsForeign = 0
  /// Connections that did not speak the protocol, whatever they sent.
  public var failedHandshakes = 0
  /// Messages lost because their peer had gone.
  public var unreachable = 0
  /// Messages lost because their peer did not read.
  public var congested = 0

  public init() {}
}
