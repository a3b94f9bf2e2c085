import Foundation
import Orders

/// The only clock that a ledger ever hears of.
struct ProcessClock: Sendable {
  private let start = ContinuousClock.now

  var moment: Moment {
    Moment(
      monotonic: ContinuousClock.now - start,
      wall: Int64((Date().timeIntervalSince1970 * 1_000).rounded()))
  }
}
