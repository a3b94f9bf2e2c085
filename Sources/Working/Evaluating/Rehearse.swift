import Foundation
import Glibc
import Orders
import Studies

/// Does what becomes of an attempt at idle work, on the calling thread: waits, dies or hangs.
///
/// - Parameters:
///   - work: what was ordered.
///   - attempt: the first is 1.
///   - isCancelled: asked several times a second, which gives a sign of life too.
///   - progress: told the numbers of every epoch when its time is over.
/// - Returns: how it ended, with the epochs that it came through.
func rehearse(
  _ work: IdleWork, attempt: Int, isCancelled: () -> Bool, progress: (EpochRecord) -> Void
) -> (outcome: Outcome, curve: [EpochRecord]) {
  var curve: [EpochRecord] = []
  func wait(_ seconds: Double) -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while !isCancelled() {
      let rest = (end - ContinuousClock.now) / .seconds(1)
      guard rest > 0 else { return true }
      Thread.sleep(forTimeInterval: min(rest, 0.1))
    }
    return false
  }
  switch work.fate(ofAttempt: attempt) {
  case .crash: abort()
  case .hang: while true { Thread.sleep(forTimeInterval: 60) }
  case .infeasible(let infeasibility):
    guard wait(work.rehearsal.seconds) else { return (.cancelled, []) }
    return (.infeasible(infeasibility), [])
  case .completed(let epochs, let metrics):
    for record in epochs {
      guard wait(work.rehearsal.seconds) else { return (.cancelled, curve) }
      curve.append(record)
      progress(record)
    }
    return (.completed(.madeUp(metrics)), curve)
  }
}
