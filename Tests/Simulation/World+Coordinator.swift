import Activations
import Orders
import Randomness
import Studies

/// The coordinator's shell, as the simulator plays it: commit first, then send.
extension World {
  mutating func handle(_ happening: Happening) throws {
    switch happening {
    case .toCoordinator where now < stillUntil, .proposed where now < stillUntil,
      .tick where now < stillUntil, .commit where now < stillUntil:
      queue.add(happening, at: stillUntil)
    // The disk is slow: what comes waits for it.
    case .toCoordinator where commits.isStalled(at: now),
      .proposed where commits.isStalled(at: now), .tick where commits.isStalled(at: now):
      queue.add(happening, at: max(landsAt, now + .milliseconds(1)))
    case .standstill:
      if !isCalm { stillUntil = now + .milliseconds(random.uniform(below: 20_000)) }
      schedule(.standstill, every: faults.standstill)
    // What was on its way when somebody changed the file is lost with its connection.
    case .toCoordinator(let event, let era): if era == self.era { try apply(event) }
    case .commit(let start):
      if start == coordinator {
        try land()
        try proceed()
      }
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
    try checkRefusal(after: event, actions)
    if actions.contains(where: \.isRefusal) { isRefused = true }
    commits.add(actions)
    try proceed()
  }

  /// Begins commits, and does what needs none, as the shell does.
  private mutating func proceed() throws {
    while let step = commits.next(at: now) {
      switch step {
      case .perform(let actions): try perform(actions)
      case .commit(let changes):
        underWay = changes
        landsAt = now + commitTime()
        guard landsAt == now else {
          return queue.add(.commit(coordinator: coordinator), at: landsAt)
        }
        try land()
      }
    }
  }

  private mutating func commitTime() -> Duration {
    if isCalm { return .zero }
    if random.uniform() < faults.slowCommit {
      return .milliseconds(random.uniform(below: 20_000))
    }
    return .milliseconds(random.uniform(below: 1 + Int(faults.commit.milliseconds)))
  }

  /// A file is refused when a worker comes that was told of an entry that it does not have, and
  /// only then.
  private func checkRefusal(after event: Event, _ actions: [Action]) throws {
    guard case .hello(_, let hello) = event, !isRefused else { return }
    let refuses = actions.contains(where: \.isRefusal)
    let known = Knowledge(incarnation: hello.knownIncarnation, sequence: hello.knownSequence)
    guard hello.knownSequence > 0, let entry = told[known] else {
      if refuses { throw Violation("a worker that knows nothing had the ledger refused") }
      return
    }
    guard refuses != store.has(entry) else {
      throw Violation(
        "\(hello.worker) knows entry \(entry.sequence) of \(known.incarnation), which is "
          + "\(store.has(entry) ? "" : "not ")there, and the ledger was "
          + "\(refuses ? "" : "not ")refused")
    }
    let isPresent = { (worker: SimulatedWorker) in
      worker.isUp && worker.name == hello.worker && worker.incarnation == hello.incarnation
        && worker.known == known
    }
    guard !refuses, let worker = workers.first(where: isPresent) else { return }
    for lease in worker.acknowledged where !isDurable(lease) {
      throw Violation("a ledger without the result of order \(lease.order) was served")
    }
  }

  private mutating func startCoordinator() throws {
    guard ledger == nil else { return }
    coordinator += 1
    if !isCalm {
      placeOldCopy()
      if random.uniform() < faults.newBudget { change(budget: 1 + random.uniform(below: 40)) }
      if random.uniform() < faults.newBudget { changeConfirmation() }
    }
    readStudy()
    ceiling = max(terms.budget, store.usedBudget)
    var ledger = Ledger(terms: terms, snapshot: store.snapshot)
    let actions = ledger.start(at: moment)
    self.ledger = ledger
    commits.add(actions)
    try proceed()
  }

  private mutating func crashCoordinator() {
    guard ledger != nil else { return }
    ledger = nil
    commits = Commits()
    isRefused = false
    // Whoever was connected finds a new coordinator, to whom nobody is known.
    for index in workers.indices { workers[index].connection += 1 }
    queue.add(.startCoordinator, at: now + .milliseconds(random.uniform(below: 12_000)))
  }

  /// What was under way is on the disk, or there is no room for it.
  private mutating func land() throws {
    if !isCalm, random.uniform() < faults.fullDisk { return crashCoordinator() }
    try store.commit(underWay)
    let actions = commits.finish()
    try checkInvariants()
    if !isCalm, truth == nil, random.uniform() < 0.02 { copy = file }
    told[knowledge] = store.journal.last
    // A crash after the commit and before the sends is the nastiest moment of all.
    if !isCalm, faults.coordinatorCrash != nil, random.uniform() < 0.002 {
      return crashCoordinator()
    }
    try perform(actions)
  }

  /// How far the journal on the disk has come.
  private var knowledge: Knowledge {
    Knowledge(incarnation: store.standing.incarnation, sequence: Int64(store.journal.count))
  }

  private mutating func perform(_ actions: [Action]) throws {
    for action in actions {
      switch action {
      case .store, .announce: break
      case .send(let connection, let message):
        if let index = workers.firstIndex(where: { $0.address == connection && $0.isUp }) {
          transmit(.toWorker(index, connection, message, knowledge), worker: index)
        } else {
          queue.add(.toCoordinator(.unreachable(connection), era: era), at: now)
        }
      case .propose(let request, let count): propose(request, count: count)
      case .wake(let time): queue.add(.tick(coordinator: coordinator), at: max(time, now))
      case .finish(.staleLedger):
        // Nothing was sent before it in this turn that tells anybody of the copy's future.
        try putTrueFileBack()
        return crashCoordinator()
      case .finish(let ending):
        // A worker that knows better may come in the same turn.
        if !isRefused { self.ending = ending }
      }
    }
  }

  /// Answers with some of the proposals that are wanted, at least with one while there is one.
  private mutating func propose(_ first: Inquiry, count: Int) {
    var request = first
    var proposals: [Proposal] = []
    for _ in 0...random.uniform(below: count) {
      requests[request.number] = request
      let taken = Set(request.taken)
      precondition(
        taken.isSuperset(of: request.running)
          && Set(request.running).isDisjoint(with: request.observations.map(\.candidate.key)),
        "request \(request.number) takes settled functions for running ones")
      let free = (0..<classes).filter { !taken.contains(Self.candidate($0).key) }
      guard !free.isEmpty else { break }
      let candidate = Self.candidate(free[random.uniform(below: free.count)])
      proposals.append(
        Proposal(
          number: request.number, candidate: candidate, basis: request.basis, prediction: nil,
          reason: "simulated"))
      request.take(candidate.key)
    }
    queue.add(
      .proposed(proposals, coordinator: coordinator),
      at: now + .milliseconds(random.uniform(below: 200)))
  }

  /// What must hold after every commit.
  private func checkInvariants() throws {
    guard let ledger else { return }
    // While something is gathered, memory is ahead of the file.
    if commits.isEmpty {
      guard ledger.orders == store.orders, ledger.standing == store.standing,
        ledger.sequence == Int64(store.journal.count)
      else { throw Violation("memory and file differ") }
    }
    var searched: Set<ClassKey> = []
    var counted = 0
    var featurised: Set<ClassKey> = []
    var completed = 0
    var isFeaturising = false
    for order in store.orders where order.kind == .spectrum {
      guard let candidate = order.candidate, featurised.insert(candidate.key).inserted else {
        throw Violation("the class of order \(order.id) was featurised twice")
      }
      switch order.state {
      case .settled(let result): completed += result.outcome == .completed(.spectrum(nil)) ? 1 : 0
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
      guard case .search(let proposal) = order.purpose else { continue }
      guard searched.insert(proposal.candidate.key).inserted else {
        throw Violation("class \(proposal.candidate.key) was searched twice")
      }
      if order.state != .quarantined { counted += 1 }
    }
    guard counted <= largestBudget, store.usedBudget <= ceiling else {
      throw Violation(
        "\(counted) evaluations, \(store.usedBudget) of them settled or running, for a budget "
          + "of \(terms.budget) (at most \(largestBudget) and \(ceiling) expected)")
    }
  }
}

extension Action {
  /// Whether it refuses the file as an old copy.
  var isRefusal: Bool {
    if case .finish(.staleLedger) = self { true } else { false }
  }
}
