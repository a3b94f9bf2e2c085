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
