/// What an endpoint has to tell.
public enum Event: Sendable, Equatable {
  /// A whole message, one array of bytes for each frame.
  case message(Peer, [[UInt8]])
  /// A dealer has reached the other side (again): a new connection, which knows nothing yet.
  case connected(Peer)
  /// A connection has ended; everything that came over it has been delivered before this.
  ///
  /// For a router this is a hint that saves waiting for a silent peer: it comes for peers that
  /// have sent something, and not for one whose machine went away without a word.
  case disconnected(Peer)
  /// A message could not be sent because its peer is gone; the message is lost.
  case unreachable(Peer)
  /// The backlog of a peer is full; messages to it are dropped until the backlog has been sent.
  case congested(Peer)
  /// The endpoint has ended: the last event. The error is nil after `close`.
  case ended(TransportError?)
}
