import Orders
import Randomness
import Studies

/// The coordinator's shell, as the simulator plays it: commit first, then send.
extension World {
  mutating func handle(_ happening: Happening) throws {
    switch happening {
    case .toCoordinator where now < stillUntil, .proposed where now < stillUntil,
      .tick where now < stillUntil:
      queue.add(happening, at: stillUntil)
    case .standstill:
      if !isCalm { stillUntil = now + .milliseconds(random.uniform(below: 20_000)) }
      schedule(.standstill, every: faults.standstill)
    case .toCoordinator(let event): try apply(event)
    case .proposed(let proposals, let asked) where asked == coordinator:
      try apply(.proposed(proposals))
    case .tick(let start) where start == coordinator: try apply(.tick)
    case .proposed, .tick: break
    case .startCoordinator: try startCoordinator()
    case .crashCoordinator:
      if !isCalm { crashCoordinator() }
      schedule(.crashCoordinator, every: faults.coordinatorCrash)
    default: try handleWorker(happening)
    }
  }

  private mutating func apply(_ event: Event) throws {
    guard var ledger else { return }
    if !isCalm, random.uniform() < faults.clockJump {
      wallOffset += Int64(random.uniform(below: 20_000_000)) - 10_000_000
    }
    let actions = ledger.apply(event, at: moment)
    self.ledger = ledger
    try perform(actions)
  }

  private mutating func startCoordinator() throws {
    guard ledger == nil else { return }
    coordinator += 1
    readStudy()
    var ledger = Ledger(terms: terms, snapshot: store.snapshot)
    let actions = ledger.start(at: moment)
    self.ledger = ledger
    try perform(actions)
  }

  private mutating func crashCoordinator() {
    guard ledger != nil else { return }
    ledger = nil
    // Whoever was connected finds a new coordinator, to whom nobody is known.
    for index in workers.indices { workers[index].connection += 1 }
    queue.add(.startCoordinator, at: now + .milliseconds(random.uniform(below: 12_000)))
  }

  private mutating func perform(_ actions: [Action]) throws {
    let changes = actions.compactMap { if case .store(let change) = $0 { change } else { nil } }
    if !isCalm, !changes.isEmpty, random.uniform() < faults.fullDisk { return crashCoordinator() }
    try store.commit(changes)
    try checkInvariants()
    // A crash after the commit and before the sends is the nastiest moment of all.
    if !isCalm, faults.coordinatorCrash != nil, random.uniform() < 0.002 {
      return crashCoordinator()
    }
    for action in actions {
      switch action {
      case .store, .announce: break
      case .send(let connection, let message):
        if let index = workers.firstIndex(where: { $0.address == connection && $0.isUp }) {
          transmit(.toWorker(index, connection, message), worker: index)
        } else {
          queue.add(.toCoordinator(.unreachable(connection)), at: now)
        }
      case .propose(let request, let count): propose(request, count: count)
      case .wake(let time): queue.add(.tick(coordinator: coordinator), at: max(time, now))
      case .finish(let ending): self.ending = ending
      }
    }
  }

  /// Answers with some of the proposals that are wanted, at least with one while there is one.
  private mutating func propose(_ first: ProposalRequest, count: Int) {
    var request = first
    var proposals: [Proposal] = []
    for _ in 0...random.uniform(below: count) {
      requests[request.number] = request
      let taken = Set(request.taken)
      precondition(
        taken.isSuperset(of: request.running)
          && Set(request.running).isDisjoint(with: request.observations.map(\.candidate)),
        "request \(request.number) takes settled functions for running ones")
      let free = (0..<classes).filter { !taken.contains($0) }
      guard !free.isEmpty else { break }
      let candidate = Self.candidate(free[random.uniform(below: free.count)])
      proposals.append(
        Proposal(
          number: request.number, candidate: candidate, basis: request.basis, prediction: nil,
          reason: "simulated"))
      request = request.next(after: candidate.index)
    }
    queue.add(
      .proposed(proposals, coordinator: coordinator),
      at: now + .milliseconds(random.uniform(below: 200)))
  }

  /// What must hold after every commit.
  private func checkInvariants() throws {
    guard let ledger else { return }
    guard ledger.orders == store.orders, ledger.standing == store.standing,
      ledger.sequence == Int64(store.journal.count)
    else { throw Violation("memory and file differ") }
    var searched: Set<Int> = []
    var counted = 0
    var featurised: Set<Int> = []
    var completed = 0
    var isFeaturising = false
    for order in store.orders where order.purpose.kind == .spectrum {
      guard featurised.insert(order.candidate.index).inserted else {
        throw Violation("class \(order.candidate.index) was featurised twice")
      }
      switch order.state {
      case .settled(let result): completed += result.outcome == .featurised ? 1 : 0
      case .quarantined: break
      case .waiting, .leased: isFeaturising = true
      }
    }
    guard completed == store.spectra.count else {
      throw Violation("\(store.spectra.count) spectra of \(completed) are in the file")
    }
    let isPaused =
      store.standing.phase == .featurisation && store.standing.proposals == proposalsBeforeSpectra
    guard !isFeaturising || isPaused else {
      throw Violation("the search went on before its spectra were there")
    }
    for order in store.orders {
      guard case .search = order.purpose else { continue }
      guard searched.insert(order.candidate.index).inserted else {
        throw Violation("class \(order.candidate.index) was searched twice")
      }
      if order.state != .quarantined { counted += 1 }
    }
    guard counted <= terms.budget else {
      throw Violation("\(counted) evaluations for a budget of \(terms.budget)")
    }
  }
}
