import Dispatch
import Synchronization

/// Results that come in any order and leave in theirs.
private final class Parts<Result: Sendable>: Sendable {
  private struct State: Sendable {
    var next = 0
    var results: [Result?]
  }

  private let count: Int
  private let state: Mutex<State>

  init(_ count: Int) {
    self.count = count
    state = Mutex(State(results: Array(repeating: nil, count: count)))
  }

  func work(_ body: (Int) -> Result) {
    while let part = take() {
      let result = body(part)
      state.withLock { $0.results[part] = result }
    }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  var results: [Result] { state.withLock { $0.results.compactMap(\.self) } }
}

/// Does numbered parts of a work on some threads, and waits for them.
///
/// - Parameters:
///   - count: how many parts there are.
///   - threads: how many run at once.
///   - body: does a part; it must not depend on the order of parts.
/// - Returns: the results in the order of the parts.
public func inParts<Result: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
  let parts = Parts<Result>(count)
  onThreads(min(threads, count)) { _ in parts.work(body) }
  return parts.results
}

/// Runs a body once on each of some threads, and waits for them.
///
/// - Parameters:
///   - count: how many threads; the caller's is one of them.
///   - body: is given the thread's number, from 0.
public func onThreads(_ count: Int, _ body: @Sendable (Int) -> Void) {
  DispatchQueue.concurrentPerform(iterations: count, execute: body)
}
