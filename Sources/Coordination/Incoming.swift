import Messages
import Orders
import Studies
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
enum Job: Sendable {
  case commit([Change])
  case propose(Inquiry, count: Int)
  case answer(Request, Peer)
  /// Another turn, at once.
  case further
}
