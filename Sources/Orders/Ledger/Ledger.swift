import JSON
import Studies

/// Every order, lease and result of a study, as a pure state machine: events in, actions out.
///
/// It reads no clock and touches no file, socket or generator, so that the same code runs under
/// the coordinator, a simulator and a replay. Actions come in the order in which they must happen.
/// The invariants, which the simulator checks after every event:
/// - an order is waiting, leased once, settled once, or quarantined;
/// - settled and active search orders together never exceed the budget;
/// - no class has two search orders or two spectra; no class and seed have two confirmation orders;
/// - nothing is proposed while a spectrum is still to come;
/// - journal sequences have no gap.
public struct Ledger: Sendable {
  public let terms: Terms
  /// Orders by number: order `id` is at `id - 1`.
  public internal(set) var orders: [OrderRecord]
  public internal(set) var standing: Standing
  /// The last journal sequence.
  public internal(set) var sequence: Int64
  /// The coordinators' starts, this one's included once it has begun.
  public internal(set) var history: History
  /// The last sequence when this coordinator started.
  let loadedSequence: Int64
  /// The workers' incarnations that have said hello to this coordinator.
  var introduced: Set<UInt64> = []

  var roster = Roster()
  var leases: [WorkOrder.ID: Lease] = [:]
  /// What was counted as lost since this coordinator's start, in words; for orders only that are
  /// not settled.
  var losses: [WorkOrder.ID: [String]] = [:]
  /// In the order of their numbers.
  var waiting: [WaitingOrder] = []
  var findings: Findings
  var tally = Tally()
  /// The numbers of the proposals that the policy was asked for.
  var askedFor: Range<Int>?
  var isExhausted = false
  var ending: Ending?
  /// When the last event came; monotonic.
  var lastEvent: Duration = .zero

  var actions: [Action] = []

  /// Restores a ledger from its file; `start` must follow.
  public init(terms: Terms, snapshot: Snapshot) {
    self.terms = terms
    findings = Findings(terms.metric)
    orders = snapshot.orders
    standing = snapshot.standing
    sequence = snapshot.sequence
    history = snapshot.history
    loadedSequence = snapshot.sequence
    for (index, order) in orders.enumerated() {
      precondition(order.id == Int64(index + 1), "order \(order.id) is in place \(index + 1)")
      if case .search(let proposal) = order.purpose { findings.take(proposal.candidate.key) }
      note(order)
    }
  }

  /// Begins or continues the study: leases are adopted and wait for their workers.
  public mutating func start(at now: Moment) -> [Action] {
    let isNew = sequence == 0
    lastEvent = now.monotonic
    standing.incarnation = Self.incarnation(after: standing.incarnation, at: now)
    history.append(
      History.Start(incarnation: standing.incarnation, sequence: sequence + 1))
    standing.quarantinedInARow = 0
    if [.confirmation, .finished].contains(standing.phase), tally[.search].settled < terms.budget {
      standing.phase = .search
    }
    let missingSpectra = missingSpectra
    if !missingSpectra.isEmpty { standing.phase = .featurisation }
    if standing.phase == .finished { standing.phase = .confirmation }
    for order in orders {
      switch order.state {
      case .waiting: enqueue(order.id, since: now.monotonic, notBefore: now.monotonic)
      case .leased(let worker, let incarnation):
        leases[order.id] = Lease(
          key: LeaseKey(order: order.id, attempt: order.attempts), worker: worker,
          incarnation: incarnation, confirmedAt: now.monotonic, startedAt: nil,
          graceUntil: now.monotonic + terms.timing.grace)
      case .settled, .quarantined: break
      }
    }
    store(.standing(standing))
    record(
      isNew ? .studyStarted : .studyContinued, at: now,
      [
        "study": .text(terms.study), "incarnation": .whole(standing.incarnation),
        "phase": .text(standing.phase.rawValue), "budget": .whole(budget),
        "settled": .whole(tally[.search].settled), "leased": .whole(leases.count),
      ])
    featurise(missingSpectra, at: now)
    if standing.phase == .confirmation { confirm(at: now) }
    advance(at: now)
    actions.append(.wake(at: now.monotonic + terms.timing.heartbeat))
    return takeActions()
  }

  /// The time, or where the clock went back, a number after the last one that another copy's next
  /// start, at another time, does not come to as well.
  private static func incarnation(after last: Int64, at now: Moment) -> Int64 {
    max(last + 1 + (now.wall & 0xF_FFFF), now.wall)
  }

  /// Applies one event and says what follows from it.
  public mutating func apply(_ event: Event, at now: Moment) -> [Action] {
    leaveOutStandstill(before: now)
    // An old copy serves no worker: the true ledger would never get what this one acknowledged.
    if case .staleLedger = ending { return [] }
    if ending != nil, case .hello(let connection, let hello) = event {
      bidFarewell(to: hello, over: connection, at: now)
      return takeActions()
    }
    guard ending == nil || event.isReport else { return [] }
    switch event {
    case .hello(let connection, let hello): receive(hello, from: connection, at: now)
    case .ready(let connection, let capacity):
      withWorker(connection) { ledger, name in
        ledger.hear(name, at: now)
        ledger.roster.update(name) {
          $0.change(at: now.monotonic) {
            $0.capacity = min(max(0, capacity), Roster.largestCapacity)
          }
        }
      }
    case .heartbeat(let connection, let held):
      withWorker(connection) { ledger, name in ledger.heard(held, from: name, at: now) }
    case .progress(let connection, let progress):
      withWorker(connection) { ledger, name in ledger.receive(progress, from: name, at: now) }
    case .report(let connection, let report):
      withWorker(connection) { ledger, name in ledger.receive(report, from: name, at: now) }
    case .goodbye(let connection, let reason):
      if let name = roster.name(of: connection) { leave(name, reason: reason, at: now) }
    case .unreachable(let connection):
      if let name = roster.name(of: connection) { roster.update(name) { $0.isReachable = false } }
    case .proposed(let proposals): receive(proposals, at: now)
    case .tick:
      checkTime(at: now)
      actions.append(.wake(at: now.monotonic + terms.timing.heartbeat))
    }
    advance(at: now)
    return takeActions()
  }

  /// The search evaluations to be made.
  public var budget: Int {
    Self.budget(
      asked: terms.budget, settled: tally[.search].settled, held: tally[.search].running)
  }

  /// The search evaluations to be made: as many as were asked for, and no fewer than are settled
  /// or held by workers, where the budget was lowered meanwhile.
  public static func budget(asked: Int, settled: Int, held: Int) -> Int {
    max(asked, settled + held)
  }

  /// The order with a number, or nil when there is none.
  public func order(_ id: WorkOrder.ID) -> OrderRecord? {
    id >= 1 && id <= orders.count ? orders[Int(id) - 1] : nil
  }

  private mutating func advance(at now: Moment) {
    guard ending == nil else { return }
    changePhase(at: now)
    dispatch(at: now)
    askPolicy()
  }

  private mutating func withWorker(
    _ connection: Connection, _ body: (inout Ledger, String) -> Void
  ) {
    guard let name = roster.name(of: connection) else {
      actions.append(.send(connection, .whoAreYou))
      return
    }
    body(&self, name)
  }

  private mutating func takeActions() -> [Action] {
    defer { actions.removeAll(keepingCapacity: true) }
    return actions
  }
}

extension Ledger {
  mutating func store(_ change: Change) {
    actions.append(.store(change))
  }

  /// Writes a changed order's row.
  mutating func change(_ id: WorkOrder.ID, _ body: (inout OrderRecord) -> Void) {
    let index = Int(id) - 1
    tally.remove(orders[index])
    body(&orders[index])
    note(orders[index])
    store(.order(orders[index]))
  }

  /// Appends to the journal.
  mutating func record(_ kind: JournalEntry.Kind, at now: Moment, _ fields: JSON) {
    sequence += 1
    store(
      .journal(JournalEntry(sequence: sequence, time: now.wall, kind: kind, fields: fields)))
  }

  /// Counts an order that is new or has changed.
  mutating func note(_ order: OrderRecord) {
    tally.add(order)
    if case .search(let proposal) = order.purpose { findings.note(order, of: proposal) }
  }

  /// Puts an order into the queue, which is in the order of numbers.
  mutating func enqueue(_ id: WorkOrder.ID, since: Duration, notBefore: Duration) {
    let place = waiting.partitionPoint { $0.id > id }
    waiting.insert(WaitingOrder(id: id, since: since, notBefore: notBefore), at: place)
  }

  /// Takes an order out of the queue, where it is in it.
  mutating func dequeue(_ id: WorkOrder.ID) {
    let place = waiting.partitionPoint { $0.id >= id }
    if place < waiting.count, waiting[place].id == id { waiting.remove(at: place) }
  }

  mutating func finish(_ ending: Ending, at now: Moment) {
    guard self.ending == nil else { return }
    self.ending = ending
    switch ending {
    case .finished:
      standing.phase = .finished
      store(.standing(standing))
      record(.studyFinished, at: now, ["settled": .whole(tally[.search].settled)])
    case .tooManyFailures(let reason):
      record(.studyFailed, at: now, ["reason": .text(reason)])
    case .staleLedger:
      // The workers wait for the true ledger.
      actions.append(.finish(ending))
      return
    }
    for name in roster.names {
      if let worker = roster[name], worker.isReachable {
        actions.append(.send(worker.connection, .finished))
      }
    }
    actions.append(.finish(ending))
  }
}

extension Event {
  fileprivate var isReport: Bool {
    if case .report = self { true } else { false }
  }
}
