import CZeroMQ
import Foundation

/// The library's own account of one socket's connections.
///
/// It must be read promptly and to the end: the library's I/O thread waits for a full one.
struct Monitor: ~Copyable {
  enum Note: Equatable {
    case connected
    case disconnected(descriptor: Int32)
    case failedHandshake
  }

  let socket: Socket

  /// Starts watching a socket, on that socket's thread.
  static func open(_ watched: borrowing Socket, in context: borrowing Context)
    throws(TransportError)
    -> Monitor
  {
    let socket = try Socket.open(.pair, in: context)
    try socket.set(ZMQ_LINGER, 0)
    let name = "inproc://monitor"
    let wanted =
      ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_DISCONNECTED
      | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL
      | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH
    guard unsafe zmq_socket_monitor(watched.handle, name, wanted) == 0 else {
      throw .last("zmq_socket_monitor")
    }
    guard unsafe zmq_connect(socket.handle, name) == 0 else { throw .last("zmq_connect") }
    return Monitor(socket: socket)
  }

  /// Ends the account, on the watched socket's thread.
  ///
  /// Before the reading end is closed: without a reader the library's I/O thread would wait.
  func stop(_ watched: borrowing Socket) {
    unsafe _ = zmq_socket_monitor(watched.handle, nil, 0)
  }

  /// Everything noted since the last call.
  func notes() throws(TransportError) -> [Note] {
    var notes: [Note] = []
    let limits = Limits()
    while true {
      guard case .message(_, let frames, _, _) = try socket.receive(within: limits) else {
        return notes
      }
      if let note = Self.note(frames) { notes.append(note) }
    }
  }

  /// The note in a message: two bytes of event and four of value, in this machine's order.
  static func note(_ frames: [[UInt8]]) -> Note? {
    guard let first = frames.first, first.count == 6 else { return nil }
    let (event, value) = unsafe first.withUnsafeBytes { bytes in
      unsafe (
        Int32(bytes.loadUnaligned(as: UInt16.self)),
        bytes.loadUnaligned(fromByteOffset: 2, as: Int32.self)
      )
    }
    switch event {
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: return .connected
    case ZMQ_EVENT_DISCONNECTED: return .disconnected(descriptor: value)
    default: return .failedHandshake
    }
  }
}
