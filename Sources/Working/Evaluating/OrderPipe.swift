import Foundation
import Messages
import Orders
import Synchronization

/// A slot's end of the pipes to its supervisor.
///
/// A thread of its own reads, so that a cancellation is heard while a network trains.
final class OrderPipe: Sendable {
  typealias Item = (order: WorkOrder, attempt: Int)

  private struct Leases {
    /// Read, and not finished yet.
    var known: Set<LeaseKey> = []
    var cancelled: Set<LeaseKey> = []
  }

  /// The orders, as they come.
  let orders: AsyncStream<Item>
  private let continuation: AsyncStream<Item>.Continuation
  private let input: FileHandle
  private let output: Mutex<FileHandle>
  private let leases = Mutex(Leases())

  init(reading input: FileHandle, writing output: FileHandle) {
    (orders, continuation) = AsyncStream.makeStream()
    self.input = input
    self.output = Mutex(output)
  }

  /// Begins to read.
  ///
  /// - Parameter onEnd: called when the input has ended or makes no sense.
  func start(onEnd: @escaping @Sendable () -> Void) {
    let thread = Thread {
      Thread.current.name = "hillock.orders"
      self.read()
      self.continuation.finish()
      onEnd()
    }
    thread.start()
  }

  /// Writes a message; a supervisor that is gone is noticed by the reader.
  func send(_ message: Message) {
    let bytes = Data(Envelope(message: message).framed)
    output.withLock { try? $0.write(contentsOf: bytes) }
  }

  func isCancelled(_ lease: LeaseKey) -> Bool {
    leases.withLock { $0.cancelled.contains(lease) }
  }

  /// Sends the last message about a lease.
  func finish(_ report: Report) {
    forget(report.lease)
    send(.report(report))
  }

  /// Says that this machine cannot do what was ordered under a lease.
  func giveUp(_ lease: LeaseKey, because reason: String) {
    forget(lease)
    send(.goodbye(reason: reason))
  }

  private func forget(_ lease: LeaseKey) {
    leases.withLock {
      $0.known.remove(lease)
      $0.cancelled.remove(lease)
    }
  }

  private func read() {
    var reader = FrameReader()
    while case let data = input.availableData, !data.isEmpty {
      reader.append(data)
      do {
        while let envelope = try reader.next() { receive(envelope.message) }
      } catch {
        return
      }
    }
  }

  private func receive(_ message: Message) {
    switch message {
    case .order(let order, let attempt):
      _ = leases.withLock { $0.known.insert(LeaseKey(order: order.id, attempt: attempt)) }
      continuation.yield((order, attempt))
    case .cancel(let lease):
      leases.withLock { if $0.known.contains(lease) { $0.cancelled.insert(lease) } }
    default: break
    }
  }
}
