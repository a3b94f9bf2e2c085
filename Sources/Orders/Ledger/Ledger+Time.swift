import JSON
import Studies

/// What time alone brings about.
extension Ledger {
  /// Takes time in which nothing at all happened out of every deadline.
  ///
  /// Ticks come several times a heartbeat: when none came for long, the coordinator itself stood
  /// still, by a suspended machine or a slow disk, and that says nothing about its workers.
  mutating func leaveOutStandstill(before now: Moment) {
    let gap = now.monotonic - lastEvent
    lastEvent = now.monotonic
    guard gap >= terms.timing.silence / 2 else { return }
    for name in roster.names {
      roster.update(name) {
        $0.lastHeard += gap
        $0.idleSince += gap
      }
    }
    for id in leases.keys.sorted() {
      guard var lease = leases[id] else { continue }
      lease.confirmedAt += gap
      lease.graceUntil = lease.graceUntil.map { $0 + gap }
      leases[id] = lease
    }
  }

  mutating func checkTime(at now: Moment) {
    for name in roster.names {
      guard let worker = roster[name],
        now.monotonic - worker.lastHeard >= terms.timing.silence
      else { continue }
      roster[name] = nil
      record(.workerLost, at: now, ["worker": .text(name), "reason": "silent"])
      for id in leases.keys.sorted() {
        guard let lease = leases[id], lease.worker == name else { continue }
        lose(lease, reason: "its worker is silent", isCounted: true, at: now)
      }
    }
    for id in leases.keys.sorted() {
      guard let lease = leases[id], let graceUntil = lease.graceUntil, now.monotonic >= graceUntil
      else { continue }
      lose(lease, reason: "its worker did not come back", isCounted: false, at: now)
    }
    reportIdleness(at: now)
  }

  /// Says why a worker has room while an order waits.
  private mutating func reportIdleness(at now: Moment) {
    for name in roster.names {
      guard let worker = roster[name], !worker.saidIdle, worker.hasRoom,
        now.monotonic - worker.idleSince >= terms.timing.idle,
        let (id, reason) = reasonToIdle(worker, at: now)
      else { continue }
      roster.update(name) { $0.saidIdle = true }
      record(
        .idle, at: now, ["worker": .text(name), "order": .whole(id), "reason": .text(reason)])
    }
  }

  /// The first order that has waited for long beside a worker for a reason, with the reason.
  ///
  /// An order beyond the budget waits for no worker.
  private func reasonToIdle(
    _ worker: Roster.Worker, at now: Moment
  ) -> (WorkOrder.ID, reason: String)? {
    for entry in waiting where now.monotonic - entry.since >= terms.timing.idle {
      guard !isBeyondBudget(entry.id) else { continue }
      let order = orders[Int(entry.id) - 1]
      let kind = order.kind
      if !worker.can(kind) {
        return (entry.id, "the worker cannot do work of kind '\(kind.rawValue)'")
      }
      if !worker.isReachable { return (entry.id, "the worker cannot be reached") }
      let failed = order.failures.map(\.worker)
      if failed.contains(worker.hello.worker), let other = untried(kind, besides: failed) {
        return (entry.id, "the order failed here before, and waits for \(other)")
      }
    }
    return nil
  }

  /// The first worker that could do an order and has not failed it.
  private func untried(_ kind: Work.Kind, besides failed: [String]) -> String? {
    roster.names.first { name in
      guard let worker = roster[name] else { return false }
      return worker.isReachable && worker.capacity > 0 && worker.can(kind)
        && !failed.contains(name)
    }
  }
}
