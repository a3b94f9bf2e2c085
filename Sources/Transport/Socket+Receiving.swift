import CZeroMQ
import Foundation

extension Socket {
  enum Arrival {
    /// A message; the descriptor of the connection that it came over, or -1.
    case message(Peer, [[UInt8]], bytes: Int, descriptor: Int32)
    /// A message with too many frames or bytes, which has been thrown away.
    case tooLarge
    /// A message from a dealer with a routing id of its own, which has been thrown away.
    case foreign
    case nothing
    /// The context ends; so must the thread.
    case terminated
  }

  /// The next whole message within the limits, or why there is none.
  func receive(within limits: Limits) throws(TransportError) -> Arrival {
    var part = zmq_msg_t()
    unsafe zmq_msg_init(&part)
    defer { unsafe _ = zmq_msg_close(&part) }

    var frames: [[UInt8]] = []
    var bytes = 0
    var peer: Peer? = kind == .router ? nil : .farEnd
    var descriptor: Int32 = -1
    var isRoutingID = kind == .router
    var isTooLarge = false
    while true {
      guard unsafe zmq_msg_recv(&part, handle, ZMQ_DONTWAIT) >= 0 else {
        switch zmq_errno() {
        case EINTR: continue
        case EAGAIN: return .nothing
        case ZMQ_ETERM: return .terminated
        default: throw .last("zmq_msg_recv")
        }
      }
      let content = unsafe UnsafeRawBufferPointer(
        start: zmq_msg_data(&part), count: zmq_msg_size(&part))
      if isRoutingID {
        isRoutingID = false
        peer = unsafe Peer(routingID: content)
      } else if frames.count == limits.framesPerMessage
        || bytes + content.count > limits.frameBytes
      {
        // The rest must still be read: the next message begins after the last frame.
        isTooLarge = true
      } else if peer != nil {
        // The routing id itself does not always know its connection; what follows it does.
        if frames.isEmpty { descriptor = unsafe zmq_msg_get(&part, ZMQ_SRCFD) }
        bytes += content.count
        unsafe frames.append([UInt8](content))
      }
      guard unsafe zmq_msg_more(&part) == 0 else { continue }
      guard let peer else { return .foreign }
      return isTooLarge
        ? .tooLarge : .message(peer, frames, bytes: bytes, descriptor: descriptor)
    }
  }
}
