import Synchronization

/// A bounded queue with one consumer, who takes everything that waits at once.
///
/// Endpoints stop reading their socket while it is full, so that the pressure reaches the sender
/// through the network; nothing is dropped. Others in the process may `post` to the same inbox
/// (timers, commands), so that one loop sees all events in one order.
public final class Inbox<Item: Sendable>: Sendable {
  private let capacity: Int
  private let byteCapacity: Int
  private let state = Mutex(State())

  private struct State {
    var items: [Item] = []
    var bytes = 0
    var isFinished = false
    var consumer: CheckedContinuation<[Item]?, Never>?
    /// Raised when there is room again.
    var waiting: [WakeSignal] = []
  }

  /// Makes an empty inbox that takes messages while it holds fewer than these.
  public init(capacity: Int = 4_096, byteCapacity: Int = 64 << 20) {
    precondition(capacity > 0 && byteCapacity > 0, "an inbox must hold something")
    self.capacity = capacity
    self.byteCapacity = byteCapacity
  }

  /// Everything that waits, in order; suspends while that is nothing.
  ///
  /// Nil once the inbox is finished and empty, or when the calling task is cancelled while
  /// nothing waits. There may be one caller at a time.
  public func next() async -> [Item]? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (ready, wakes) = state.withLock { state in
          let (items, wakes) = Self.take(&state)
          if items.isEmpty, !state.isFinished, !Task.isCancelled {
            precondition(state.consumer == nil, "an inbox has one consumer at a time")
            state.consumer = continuation
            return (Optional<[Item]?>.none, wakes)
          }
          return (.some(items.isEmpty ? nil : items), wakes)
        }
        for wake in wakes { wake.raise() }
        if let ready { continuation.resume(returning: ready) }
      }
    } onCancel: {
      let consumer = state.withLock { $0.consumer.take() }
      consumer?.resume(returning: nil)
    }
  }

  /// Everything that waits, in order, without waiting.
  public func takeAll() -> [Item] {
    let (items, wakes) = state.withLock { Self.take(&$0) }
    for wake in wakes { wake.raise() }
    return items
  }

  /// Adds an item, even to a full inbox; nothing happens once it is finished.
  public func post(_ item: Item) { post(item, bytes: 0) }

  /// Ends the inbox: what waits can still be taken, nothing more is added.
  public func finish() {
    let (consumer, wakes) = state.withLock { state in
      state.isFinished = true
      let wakes = state.waiting
      state.waiting = []
      return (state.consumer.take(), wakes)
    }
    for wake in wakes { wake.raise() }
    consumer?.resume(returning: nil)
  }

  func post(_ item: Item, bytes: Int) {
    let delivery: (CheckedContinuation<[Item]?, Never>, [Item])? = state.withLock { state in
      guard !state.isFinished else { return nil }
      state.items.append(item)
      state.bytes += bytes
      guard let consumer = state.consumer.take() else { return nil }
      return (consumer, Self.take(&state).items)
    }
    if let (consumer, items) = delivery { consumer.resume(returning: items) }
  }

  /// Whether a message may be added; if not, `wake` is raised as soon as it may.
  func hasRoom(orElse wake: WakeSignal) -> Bool {
    state.withLock { state in
      if state.items.count < capacity, state.bytes < byteCapacity { return true }
      if !state.waiting.contains(where: { $0 === wake }) { state.waiting.append(wake) }
      return false
    }
  }

  private static func take(_ state: inout State) -> (items: [Item], wakes: [WakeSignal]) {
    let taken = (state.items, state.waiting)
    state.items = []
    state.bytes = 0
    state.waiting = []
    return taken
  }
}

extension Inbox: AsyncSequence {
  public struct AsyncIterator: AsyncIteratorProtocol {
    let inbox: Inbox

    public func next() async -> [Item]? { await inbox.next() }
  }

  /// The batches, each with everything that waited.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(inbox: self) }
}
