import CZeroMQ
import Foundation
import Synchronization

/// What other threads have for a socket thread: messages to send, and the wish to end.
final class Outbox: Sendable {
  struct Outgoing {
    let peer: Peer
    let frames: [[UInt8]]
  }

  private struct State {
    var messages: [Outgoing] = []
    var isClosed = false
  }

  let wake: WakeSignal
  private let state = Mutex(State())

  init() throws(TransportError) { wake = try WakeSignal() }

  /// Adds a message for the thread; after `close` it is dropped.
  func send(_ frames: [[UInt8]], to peer: Peer) {
    let isFirst = state.withLock { state in
      guard !state.isClosed else { return false }
      state.messages.append(Outgoing(peer: peer, frames: frames))
      return state.messages.count == 1
    }
    // Whoever finds the box empty wakes the thread; it takes everything that follows too.
    if isFirst { wake.raise() }
  }

  func close() {
    state.withLock { $0.isClosed = true }
    wake.raise()
  }

  func take() -> (messages: [Outgoing], isClosed: Bool) {
    state.withLock { state in
      let messages = state.messages
      state.messages = []
      return (messages, state.isClosed)
    }
  }
}

/// Wakes a thread that is blocked in `zmq_poll`, from any thread.
final class WakeSignal: Sendable {
  let descriptor: Int32

  init() throws(TransportError) {
    descriptor = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
    guard descriptor >= 0 else { throw .last("eventfd") }
  }

  /// Makes the descriptor readable until it is cleared; never blocks.
  func raise() { _ = eventfd_write(descriptor, 1) }

  /// Makes the descriptor unreadable again, and says whether it was readable.
  @discardableResult
  func clear() -> Bool {
    var count: eventfd_t = 0
    return unsafe eventfd_read(descriptor, &count) == 0
  }

  deinit { close(descriptor) }
}
