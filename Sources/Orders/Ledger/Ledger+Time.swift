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
    guard let first = waiting.first(where: { now.monotonic - $0.since >= terms.timing.idle })
    else { return }
    for name in roster.names {
      guard let worker = roster[name], !worker.saidIdle, worker.holds < worker.capacity,
        now.monotonic - worker.idleSince >= terms.timing.idle
      else { continue }
      roster.update(name) { $0.saidIdle = true }
      record(
        .idle, at: now,
        [
          "worker": .text(name), "order": .whole(first.id),
          "reason": .text(reasonToIdle(worker, beside: first.id)),
        ])
    }
  }

  private func reasonToIdle(_ worker: Roster.Worker, beside id: WorkOrder.ID) -> String {
    let kind = orders[Int(id) - 1].purpose.kind
    if !worker.can(kind) { return "the worker cannot do work of kind '\(kind.rawValue)'" }
    return worker.isReachable ? "the order failed here before" : "the worker cannot be reached"
  }
}
