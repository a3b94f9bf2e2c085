import JSON
import Studies

/// Workers come, give signs of life, and go.
extension Ledger {
  mutating func receive(_ hello: Hello, from connection: Connection, at now: Moment) {
    if let held = missingHistory(of: hello) {
      return finish(
        .staleLedger(worker: hello.worker, known: hello.knownSequence, held: held), at: now)
    }
    let kinds = terms.kinds.map(\.rawValue)
    guard kinds.contains(where: hello.capabilities.contains) else {
      actions.append(.send(connection, .refused(.lacksCapability(kinds))))
      return
    }
    // Leases of another study are left to that study's coordinator.
    let held = hello.study == terms.study ? hello.held : []
    let known = roster[hello.worker]
    // No answer: the worker says hello again, and there may be room then.
    guard known != nil || roster.count < Roster.largestCount else { return }
    if let known, known.hello.incarnation != hello.incarnation {
      let isLive = now.monotonic - known.lastHeard < terms.timing.silence && known.isReachable
      guard !isLive || known.connection == connection else {
        actions.append(.send(connection, .refused(.nameTaken)))
        return
      }
    }
    let isReturning = known?.hello.incarnation == hello.incarnation
    var worker = Roster.Worker(
      hello: hello, connection: connection, lastHeard: now.monotonic, idleSince: now.monotonic)
    worker.capacity = isReturning ? known?.capacity ?? 0 : 0
    worker.holds = leases.values.count { $0.worker == hello.worker }
    if let other = roster.name(of: connection), other != hello.worker {
      leave(other, reason: "its connection now belongs to \(hello.worker)", at: now)
    }
    roster[hello.worker] = worker
    introduced.insert(hello.incarnation)
    actions.append(.send(connection, .welcome))
    if !isReturning || known?.connection != connection {
      record(
        isReturning ? .workerReturned : .workerJoined, at: now,
        [
          "worker": .text(hello.worker), "host": .text(hello.host), "slots": .whole(hello.slots),
          "program": .text(hello.program), "holds": .whole(held.count),
        ])
    }
    reconcile(held, of: hello.worker, at: now)
    // A hello that was said twice over one connection may be older than an order on its way.
    let isRepeated = isReturning && known?.connection == connection
    for id in leases.keys.sorted() {
      guard let lease = leases[id], lease.worker == hello.worker, !held.contains(lease.key),
        !isRepeated || now.monotonic - lease.confirmedAt >= terms.timing.unconfirmed
      else { continue }
      lose(lease, reason: "its worker came back without it", isCounted: true, at: now)
    }
  }

  /// How much of what a worker knows this ledger holds; nil when it holds all.
  ///
  /// One that does not is an old copy.
  private func missingHistory(of hello: Hello) -> Int64? {
    guard hello.study == terms.study, hello.knownSequence > 0 else { return nil }
    let known = hello.knownSequence
    if hello.knownIncarnation == 0 {
      // A worker of an earlier version. What it was told by another coordinator was in the file
      // when this one started.
      let last = introduced.contains(hello.incarnation) ? sequence : loadedSequence
      return known > last ? min(sequence, known - 1) : nil
    }
    if let last = history.last(of: hello.knownIncarnation, end: sequence) {
      return known > last ? last : nil
    }
    return min(history.last(before: hello.knownIncarnation), loadedSequence, known - 1)
  }

  /// A worker that comes when the study has ended may give its last reports and leave.
  mutating func bidFarewell(to hello: Hello, over connection: Connection, at now: Moment) {
    if let held = missingHistory(of: hello) {
      let ending = Ending.staleLedger(
        worker: hello.worker, known: hello.knownSequence, held: held)
      self.ending = ending
      actions.append(.finish(ending))
      return
    }
    introduced.insert(hello.incarnation)
    if roster[hello.worker]?.hello.incarnation ?? hello.incarnation == hello.incarnation {
      roster[hello.worker] = Roster.Worker(
        hello: hello, connection: connection, lastHeard: now.monotonic, idleSince: now.monotonic)
    }
    actions.append(.send(connection, .welcome))
    actions.append(.send(connection, .finished))
  }

  /// A sign of life; a connection that was thought to be gone is not.
  mutating func hear(_ name: String, at now: Moment) {
    roster.update(name) {
      $0.lastHeard = now.monotonic
      $0.isReachable = true
    }
  }

  /// A heartbeat: what it names is confirmed, what it leaves out for long is lost.
  mutating func heard(_ held: [LeaseKey], from name: String, at now: Moment) {
    hear(name, at: now)
    reconcile(held, of: name, at: now)
    for id in leases.keys.sorted() {
      guard let lease = leases[id], lease.worker == name, !held.contains(lease.key),
        now.monotonic - lease.confirmedAt >= terms.timing.unconfirmed
      else { continue }
      lose(lease, reason: "its worker does not know it", isCounted: true, at: now)
    }
  }

  mutating func receive(_ progress: Progress, from name: String, at now: Moment) {
    hear(name, at: now)
    guard let lease = leases[progress.lease.order], lease.key == progress.lease,
      lease.worker == name, let order = order(progress.lease.order)
    else { return }
    leases[lease.key.order]?.confirmedAt = now.monotonic
    actions.append(
      .announce(ProgressNotice(worker: name, candidate: order.candidate, progress: progress)))
  }

  /// A worker takes its leave, and what it held waits again, uncharged.
  mutating func leave(_ name: String, reason: String, at now: Moment) {
    roster[name] = nil
    record(.workerLeft, at: now, ["worker": .text(name), "reason": .text(reason)])
    for id in leases.keys.sorted() {
      guard let lease = leases[id], lease.worker == name else { continue }
      lose(lease, reason: "its worker left", isCounted: false, at: now)
    }
  }

  /// Compares what a worker says it holds with the ledger: confirms, adopts or cancels.
  private mutating func reconcile(_ held: [LeaseKey], of name: String, at now: Moment) {
    guard let worker = roster[name] else { return }
    for key in held {
      guard let order = order(key.order) else {
        actions.append(.send(worker.connection, .cancel(key)))
        continue
      }
      switch order.state {
      case .leased where leases[key.order]?.key == key && leases[key.order]?.worker == name:
        leases[key.order]?.confirmedAt = now.monotonic
        leases[key.order]?.graceUntil = nil
      // Its report is on the way a second time; it will be acknowledged.
      case .waiting where order.hasFailed(key.attempt): break
      case .waiting where order.attempts == key.attempt && !isBeyondBudget(key.order):
        adopt(key, by: name, incarnation: worker.hello.incarnation, at: now)
      case .waiting, .leased, .settled, .quarantined:
        actions.append(.send(worker.connection, .cancel(key)))
      }
    }
  }

  /// A lease that was given up is still being worked on: it goes on where it is.
  private mutating func adopt(
    _ key: LeaseKey, by name: String, incarnation: UInt64, at now: Moment
  ) {
    dequeue(key.order)
    change(key.order) { $0.state = .leased(worker: name, incarnation: incarnation) }
    begin(key, by: name, incarnation: incarnation, startedAt: nil, at: now)
    record(
      .leased, at: now,
      [
        "order": .whole(key.order), "attempt": .whole(key.attempt), "worker": .text(name),
        "adopted": true,
      ])
  }
}
