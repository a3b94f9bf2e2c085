import CZeroMQ
import Foundation

extension Socket {
  enum Sent {
    case done
    /// The peer's queue is full: try the whole message again later.
    case full
    case unreachable
    /// The context ends; so must the thread.
    case terminated
  }

  /// Hands a whole message to the library, or nothing of it.
  ///
  /// Only the first frame can be refused: the library keeps room for the rest of a message.
  func send(_ frames: [[UInt8]], to peer: Peer) throws(TransportError) -> Sent {
    if kind == .router {
      let result = try send(peer.routingID, hasMore: true)
      guard case .done = result else { return result }
    }
    for (index, frame) in frames.enumerated() {
      let result = try send(frame, hasMore: index + 1 < frames.count)
      guard case .done = result else { return result }
    }
    return .done
  }

  private func send(_ frame: [UInt8], hasMore: Bool) throws(TransportError) -> Sent {
    let flags = ZMQ_DONTWAIT | (hasMore ? ZMQ_SNDMORE : 0)
    while true {
      let sent = unsafe frame.withUnsafeBytes {
        unsafe zmq_send(handle, $0.baseAddress, $0.count, flags)
      }
      if sent >= 0 { return .done }
      switch zmq_errno() {
      case EINTR: continue
      case EAGAIN: return .full
      case EHOSTUNREACH: return .unreachable
      case ZMQ_ETERM: return .terminated
      default: throw .last("zmq_send")
      }
    }
  }
}
