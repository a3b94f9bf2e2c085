import CZeroMQ
import Foundation

/// A libzmq context with its I/O thread: each endpoint has its own.
///
/// So ending an endpoint can wait until nothing of it is left, sockets in the file system included.
@safe struct Context: ~Copyable {
  let handle: UnsafeMutableRawPointer

  init() throws(TransportError) {
    guard let handle = unsafe zmq_ctx_new() else { throw .last("zmq_ctx_new") }
    unsafe self.handle = handle
  }

  /// Returns once all sockets of the context are closed and their farewells are over.
  deinit {
    // A signal may interrupt the wait; the call is then made again.
    while unsafe zmq_ctx_term(handle) != 0, zmq_errno() == EINTR {}
  }
}
