import Dispatch
import Foundation
import Synchronization

/// Runs a body on the calling thread while others work beside it; returns when all are done.
///
/// Each companion gets a thread of its own, which costs some 50 microseconds.
///
/// - Parameters:
///   - count: how many companions there are; none is fine.
///   - companion: what each does; its number counts from 1, as the calling thread is 0.
///   - body: what the calling thread does.
func withCompanions(
  _ count: Int, _ companion: @escaping @Sendable (_ number: Int) -> Void, body: () -> Void
) {
  let group = DispatchGroup()
  for number in 0..<max(0, count) {
    group.enter()
    let thread = Thread {
      Thread.current.name = "company"
      companion(number + 1)
      group.leave()
    }
    thread.start()
  }
  body()
  group.wait()
}

/// A place where a number of threads wait until all of them are there, again and again.
final class Rendezvous: Sendable {
  private let parties: Int
  private let condition = NSCondition()
  private let arrived = Atomic(0)
  private let meetings = Atomic(0)

  init(parties: Int) {
    precondition(parties > 0, "a rendezvous of \(parties) threads (expected at least one)")
    self.parties = parties
  }

  /// Waits for the others; what each wrote before is seen by all afterwards.
  func wait() {
    guard parties > 1 else { return }
    condition.lock()
    defer { condition.unlock() }
    let meeting = meetings.load(ordering: .relaxed)
    if arrived.add(1, ordering: .relaxed).newValue == parties {
      arrived.store(0, ordering: .relaxed)
      meetings.store(meeting + 1, ordering: .relaxed)
      condition.broadcast()
    } else {
      while meetings.load(ordering: .relaxed) == meeting { condition.wait() }
    }
  }
}

/// Does numbered pieces of work on several threads, each piece once, in about this order.
///
/// - Parameters:
///   - count: how many pieces there are.
///   - threads: how many threads work, the calling one among them.
///   - goesOn: called on the calling thread before each of its pieces with the share that is taken;
///     nothing more is begun once it answers false.
///   - work: does a piece; the second number says which thread it is on.
/// - Returns: whether everything was done.
func shareOut(
  _ count: Int, among threads: Int, goesOn: (Double) -> Bool = { _ in true },
  _ work: @escaping @Sendable (_ piece: Int, _ thread: Int) -> Void
) -> Bool {
  let list = WorkList(count: count)
  withCompanions(min(threads, count) - 1) { number in
    while let piece = list.next() { work(piece, number) }
  } body: {
    while let piece = list.next() {
      guard goesOn(Double(piece) / Double(count)) else { return list.stop() }
      work(piece, 0)
    }
  }
  return !list.isStopped
}

/// Numbers that are handed out once each, to whichever thread asks first.
private final class WorkList: Sendable {
  private let count: Int
  private let taken = Atomic(0)
  private let stopped = Atomic(false)

  init(count: Int) {
    self.count = count
  }

  var isStopped: Bool { stopped.load(ordering: .acquiring) }

  func next() -> Int? {
    guard !isStopped else { return nil }
    let number = taken.add(1, ordering: .relaxed).oldValue
    return number < count ? number : nil
  }

  func stop() { stopped.store(true, ordering: .releasing) }
}
