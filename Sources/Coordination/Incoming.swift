import Messages
import Orders
import Transport

/// Everything that wakes the coordinator's loop, in one order.
enum Incoming: Sendable {
  case transport(Transport.Event)
  case proposed([Proposal])
  /// What was to be committed is on the disk.
  case committed
  /// A commit failed, or there is no policy to propose anything.
  case failed(any Error)
  case answered(Response, Peer)
  case tick
  /// More is to be sent than one turn sends.
  case further
  /// Somebody asked the program to stop.
  case stop
}

/// What a turn of the loop leaves to others, who come back with something incoming.
enum Errand: Sendable {
  case commit([Change])
  case propose(ProposalRequest, count: Int)
  case answer(Request, Peer)
  /// Another turn, at once.
  case further
}

extension Connection {
  /// The ledger's name for a peer.
  init(_ peer: Peer) {
    self.init((0..<4).map { UInt8(truncatingIfNeeded: peer.number >> (8 * $0)) })
  }

  /// The peer behind a name that was made from one.
  var peer: Peer {
    Peer(number: bytes.enumerated().reduce(0) { $0 | UInt32($1.element) << (8 * $1.offset) })
  }
}
