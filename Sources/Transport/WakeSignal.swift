import CZeroMQ
import Foundation

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
