import Messages
import Orders
import Transport

/// Translates between the wire's messages and the ledger's events and actions.
enum Dialogue {
  /// The ledger's event for a worker's message; nil for everybody else's.
  static func event(_ message: Message, from connection: Connection) -> Orders.Event? {
    switch message {
    case .hello(let hello): .hello(connection, hello)
    case .ready(let capacity): .ready(connection, capacity: capacity)
    case .heartbeat(let held): .heartbeat(connection, held: held)
    case .progress(let progress): .progress(connection, progress)
    case .report(let report): .report(connection, report)
    case .goodbye(let reason): .goodbye(connection, reason: reason)
    default: nil
    }
  }

  /// The wire's message for what the ledger tells a worker.
  static func message(_ message: WorkerMessage, study: String, timing: Timing) -> Message {
    switch message {
    case .welcome: .welcome(Welcome(study: study, heartbeat: timing.heartbeat))
    case .refused(.nameTaken):
      .refused(
        Rejection(code: .nameTaken, reason: "another worker with this name is connected"))
    case .refused(.lacksCapability(let kinds)):
      .refused(
        Rejection(
          code: .lacksCapability,
          reason: "the study's orders are of kind "
            + kinds.map { "'\($0)'" }.joined(separator: " and ")))
    case .order(let order, let attempt): .order(order, attempt: attempt)
    case .acknowledged(let lease, let sequence): .acknowledged(lease, sequence: sequence)
    case .cancel(let lease): .cancel(lease)
    case .finished: .finished
    case .whoAreYou: .whoAreYou
    }
  }
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
