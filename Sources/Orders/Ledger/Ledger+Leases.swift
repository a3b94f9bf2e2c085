import JSON
import Studies

/// Orders are given to workers and taken back.
extension Ledger {
  /// Gives waiting orders to workers with room.
  mutating func dispatch(at now: Moment) {
    var room = Room(roster, for: terms.kinds)
    var place = 0
    while place < waiting.count, !room.isEmpty {
      let entry = waiting[place]
      let kind = orders[Int(entry.id) - 1].kind
      guard entry.notBefore <= now.monotonic, room[kind] > 0, !isBeyondBudget(entry.id),
        let name = worker(for: entry, kind)
      else {
        place += 1
        continue
      }
      waiting.remove(at: place)
      lease(entry.id, to: name, at: now)
      room = Room(roster, for: terms.kinds)
    }
  }

  /// How many orders of each kind there is a worker for.
  private struct Room {
    private let counts: [Work.Kind: Int]

    init(_ roster: Roster, for kinds: [Work.Kind]) {
      counts = Dictionary(uniqueKeysWithValues: kinds.map { ($0, roster.room(for: $0)) })
    }

    var isEmpty: Bool { counts.values.allSatisfy { $0 == 0 } }

    subscript(kind: Work.Kind) -> Int { counts[kind] ?? 0 }
  }

  /// Whether a search order must wait for a larger budget: the budget was lowered meanwhile.
  func isBeyondBudget(_ id: WorkOrder.ID) -> Bool {
    guard case .search = orders[Int(id) - 1].purpose else { return false }
    return tally[.search].settled + tally[.search].running >= terms.budget
  }

  /// The worker for an order: one that can do it, with room, that has not failed it; of those the
  /// one with the smallest share of its room taken; of equals the first that came.
  ///
  /// One that has failed it gets it again only when every worker that could do it has: a broken
  /// machine would otherwise use up the attempts while a sound one is busy.
  private func worker(for entry: WaitingOrder, _ kind: Work.Kind) -> String? {
    let failed = orders[Int(entry.id) - 1].failures.map(\.worker)
    var best: (name: String, worker: Roster.Worker, hasFailed: Bool)?
    var hasUntried = false
    for name in roster.names {
      guard let worker = roster[name], worker.isReachable, worker.capacity > 0, worker.can(kind)
      else { continue }
      let hasFailed = failed.contains(name)
      hasUntried = hasUntried || !hasFailed
      guard worker.holds < worker.capacity else { continue }
      guard let current = best else {
        best = (name, worker, hasFailed)
        continue
      }
      if (hasFailed ? 1 : 0, worker.holds * current.worker.capacity)
        < (current.hasFailed ? 1 : 0, current.worker.holds * worker.capacity)
      {
        best = (name, worker, hasFailed)
      }
    }
    guard let best else { return nil }
    return best.hasFailed && hasUntried ? nil : best.name
  }

  private mutating func lease(_ id: WorkOrder.ID, to name: String, at now: Moment) {
    guard let worker = roster[name] else { return }
    change(id) {
      $0.attempts += 1
      $0.state = .leased(worker: name, incarnation: worker.hello.incarnation)
    }
    let order = orders[Int(id) - 1]
    let key = LeaseKey(order: id, attempt: order.attempts)
    begin(key, by: name, incarnation: worker.hello.incarnation, startedAt: now.wall, at: now)
    record(
      .leased, at: now,
      ["order": .whole(id), "attempt": .whole(key.attempt), "worker": .text(name)])
    actions.append(
      .send(
        worker.connection,
        .order(
          WorkOrder(id: id, work: terms.work(of: order), limits: terms.limits),
          attempt: key.attempt)))
  }

  mutating func begin(
    _ key: LeaseKey, by name: String, incarnation: UInt64, startedAt: Int64?, at now: Moment
  ) {
    leases[key.order] = Lease(
      key: key, worker: name, incarnation: incarnation, confirmedAt: now.monotonic,
      startedAt: startedAt, graceUntil: nil)
    roster.update(name) { $0.change(at: now.monotonic) { $0.holds += 1 } }
  }

  /// Ends a lease without saying what becomes of its order.
  mutating func end(_ lease: Lease, at now: Moment) {
    leases[lease.key.order] = nil
    roster.update(lease.worker) { $0.change(at: now.monotonic) { $0.holds -= 1 } }
  }

  /// Takes a lease back; its order waits again, or is quarantined after too many losses.
  ///
  /// A loss is not counted when neither order nor worker had a part in it: a drain, a
  /// coordinator's restart. A lease that was adopted from the file and never confirmed belongs to
  /// the coordinator's death, whatever became of its worker.
  ///
  /// - Parameters:
  ///   - lease: what is taken back.
  ///   - reason: why, for the journal.
  ///   - isCounted: whether order or worker may have had a part in it.
  ///   - pause: how long the order waits before it is leased again.
  ///   - now: the time.
  mutating func lose(
    _ lease: Lease, reason: String, isCounted: Bool, after pause: Duration = .zero, at now: Moment
  ) {
    end(lease, at: now)
    let id = lease.key.order
    let isCounted = isCounted && lease.graceUntil == nil
    if isCounted { losses[id, default: []].append("\(lease.worker): \(reason)") }
    change(id) {
      $0.state = .waiting
      if isCounted { $0.losses += 1 }
    }
    record(
      .leaseLost, at: now,
      [
        "order": .whole(id), "attempt": .whole(lease.key.attempt), "worker": .text(lease.worker),
        "reason": .text(reason),
      ])
    if orders[Int(id) - 1].losses >= terms.timing.losses {
      quarantine(id, reason: "lost with \(terms.timing.losses) workers", at: now)
    } else {
      let next = now.monotonic + pause
      enqueue(id, since: next, notBefore: next)
    }
  }

  /// Gives an order up.
  mutating func quarantine(_ id: WorkOrder.ID, reason: String, at now: Moment) {
    dequeue(id)
    change(id) { $0.state = .quarantined }
    let losses = losses.removeValue(forKey: id) ?? []
    standing.quarantinedInARow += 1
    store(.standing(standing))
    let order = orders[Int(id) - 1]
    record(
      .quarantined, at: now,
      [
        "order": .whole(id), "function": .text(orNull: order.candidate?.form),
        "reason": .text(reason),
        "failures": .list(order.failures.map { .text("\($0.worker): \($0.reason)") }),
        "losses": .whole(order.losses), "lostWith": .list(losses.map { .text($0) }),
      ])
    if standing.quarantinedInARow >= terms.timing.quarantinedInARow {
      finish(
        .tooManyFailures(
          "\(standing.quarantinedInARow) orders in a row failed; the last: \(reason)"),
        at: now)
    }
  }
}
