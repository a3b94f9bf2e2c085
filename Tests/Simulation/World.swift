import Activations
import Digests
import JSON
import Orders
import Randomness
import Studies

/// A coordinator, its workers, and everything that can go wrong between them, from one seed.
///
/// Time is simulated, so an hour passes in milliseconds, and the same seed gives the same hour.
public struct World {
  enum Happening {
    /// With how often the file had been exchanged when it was sent.
    case toCoordinator(Event, era: Int)
    case toWorker(Int, Connection, WorkerMessage, Knowledge)
    case commit(coordinator: Int)
    case heartbeat(Int, incarnation: UInt64)
    case resend(Int, incarnation: UInt64)
    case done(Int, incarnation: UInt64, LeaseKey)
    case proposed([Proposal], coordinator: Int)
    case tick(coordinator: Int)
    case crashWorker(Int)
    case startWorker(Int)
    case disconnect(Int)
    case drain(Int)
    case partition(Int, Bool)
    case crashCoordinator
    case standstill
    case startCoordinator
  }

  public let seed: UInt64
  var random: Generator
  var faults: Faults
  private(set) var terms: Terms
  /// The largest budget that the study file ever had, and the most search orders that may be
  /// settled or running under this coordinator.
  private(set) var largestBudget: Int
  var ceiling = 0
  /// What spectra the study asks for later, and at which start of the coordinator.
  private let later: (featurisation: Terms.Featurising, start: Int)?
  /// How many proposals there were when spectra were last asked for.
  var proposalsBeforeSpectra = 0
  let classes: Int
  var queue = Queue<Happening>()
  var now = Duration.zero
  var wallOffset: Int64 = 1_800_000_000_000
  var store = SimulatedStore()
  var ledger: Ledger?
  /// What was decided and is not committed yet.
  var commits = Commits()
  /// What is on its way to the disk, and when it will be there.
  var underWay: [Change] = []
  var landsAt = Duration.zero
  /// Whether the ledger has said that its file is an old copy.
  var isRefused = false
  /// A copy that somebody made of the file.
  var copy: File?
  /// The true file, while a copy is in its place.
  var truth: File?
  /// Counts how often the file was exchanged.
  var era = 0
  /// The last entry of the journal that went with each knowledge that was told.
  var told: [Knowledge: JournalEntry] = [:]
  /// How many old copies were put in the file's place, and how many of them were refused.
  public internal(set) var oldCopies = 0
  public internal(set) var refusedCopies = 0
  /// Counts the coordinator's starts.
  var coordinator = 0
  var workers: [SimulatedWorker] = []
  var partitioned: Set<Int> = []
  /// Until then the coordinator stands still, and what reaches it waits.
  var stillUntil = Duration.zero
  var ending: Ending?
  /// The last request for each proposal.
  var requests: [Int: Inquiry] = [:]
  /// How often work on a lease was begun.
  public private(set) var begun = 0
  public var orderCount: Int { store.orders.count }
  /// How many workers were declared lost.
  public var lostWorkers: Int { store.journal.count { $0.kind == .workerLost } }
  /// After this time nothing goes wrong any more, so that the study must come to its end.
  let calmAfter = Duration.seconds(300)

  /// The kinds of world: one in which anything may go wrong, or only what a name says.
  public enum Kind: Sendable {
    case unkind
    case kind
    case standstills
  }

  public init(seed: UInt64, kind: Kind = .unkind) {
    self.seed = seed
    var random = Generator(seed: Seed(seed))
    switch kind {
    case .unkind: faults = Faults(&random)
    case .kind: faults = .none
    case .standstills: faults = .standstills
    }
    let isKind = kind != .unkind
    let budget = 1 + random.uniform(below: 40)
    classes = isKind ? 60 : max(3, budget / 2 + random.uniform(below: 60))
    let baselines = (0..<2).map(Self.candidate)
    let dataset = DatasetIdentity(name: "none", digest: .of(""))
    let isRehearsal = random.uniform(below: 3) == 0
    let work: Work =
      isRehearsal
      ? .idle(IdleWork(rehearsal: isKind ? Rehearsal(seconds: 1) : Self.rehearsal, epochs: 2))
      : .train(
        TrainingWork(
          expression: "", network: "dense 10",
          recipe: Recipe(epochs: 2, batch: 1, optimizer: Optimizer(rate: 0.1)),
          dataset: dataset, seed: 0, measuresTest: false))
    let (seed, classes) = (seed, classes)
    func featurising(_ count: Int) -> Terms.Featurising {
      Terms.Featurising(
        count, baselines: baselines, others: (0..<classes).map { Self.candidate($0).key },
        candidate: { Self.candidate(Int($0.low)) },
        work: SpectrumWork(
          expression: "", network: "dense 10", dataset: dataset, recipe: SpectrumRecipe()),
        layout: [Spectrum.Layer(name: "dense 1", weights: 200, edges: 2)], seed: seed)
    }
    let spectra = random.uniform(below: 2) == 0 ? 0 : 1 + random.uniform(below: 40)
    later =
      random.uniform(below: 3) == 0
      ? (featurising(spectra + 1 + random.uniform(below: 20)), 2 + random.uniform(below: 3)) : nil
    largestBudget = budget
    terms = Terms(
      study: "study", budget: budget, inOrder: random.uniform(below: 3) == 0 ? 2 : nil,
      evaluationSeed: 1, work: work, limits: Limits(),
      confirmation: Terms.Confirming(
        top: random.uniform(below: 3), seeds: [2, 3],
        epochs: random.uniform(below: 2) == 0 ? nil : 5, against: [baselines[0]],
        baselines: baselines),
      featurisation: spectra == 0 ? nil : featurising(spectra))
    for index in 0..<(1 + random.uniform(below: 5)) {
      let slots = 1 + random.uniform(below: 3)
      // Some workers can do little, and some nothing that the study asks for; the first can do all.
      let few: [[Work.Kind]] = [[.train], [.train, .spectrum], [.spectrum], [.idle]]
      let isFew = index > 0 && random.uniform(below: 2) == 0
      workers.append(
        SimulatedWorker(
          name: "worker-\(index)", slots: slots,
          capabilities: isFew ? few[random.uniform(below: few.count)] : Work.Kind.allCases))
    }
    self.random = random
  }

  private static let rehearsal = Rehearsal(
    seconds: 1, crashes: 0.05, hangs: 0.02, infeasible: 0.1, broken: 0.05)

  /// Lets the world go on until the study ends.
  ///
  /// - Throws: the first invariant that does not hold.
  public mutating func run() throws {
    queue.add(.startCoordinator, at: .zero)
    for index in workers.indices {
      queue.add(.startWorker(index), at: .milliseconds(random.uniform(below: 3_000)))
      schedule(.crashWorker(index), every: faults.workerCrash)
      schedule(.disconnect(index), every: faults.disconnection)
      schedule(.drain(index), every: faults.drain)
      schedule(.partition(index, true), every: faults.partition)
    }
    schedule(.crashCoordinator, every: faults.coordinatorCrash)
    schedule(.standstill, every: faults.standstill)
    while ending == nil {
      guard let (time, happening) = queue.next() else {
        throw Violation("nothing happens any more")
      }
      guard time < .seconds(4 * 3_600) else { throw Violation("the study does not end: \(state)") }
      now = time
      try handle(happening)
    }
    try checkEnd()
  }

  /// The study file may ask for more spectra whenever a coordinator starts.
  mutating func readStudy() {
    if let later, coordinator >= later.start { terms.featurisation = later.featurisation }
    let featurised = Set(
      store.orders.filter { $0.kind == .spectrum }.compactMap(\.candidate?.key))
    if terms.featurisation?.candidates.allSatisfy({ featurised.contains($0.key) }) == false {
      proposalsBeforeSpectra = store.standing.proposals
    }
  }

  /// The study file has another number of epochs for the confirmation.
  mutating func changeConfirmation() {
    terms.confirmation.epochs = terms.confirmation.epochs == nil ? 5 : nil
  }

  /// The study file has another budget.
  mutating func change(budget: Int) {
    terms.budget = budget
    largestBudget = max(largestBudget, budget)
  }

  var isCalm: Bool { now >= calmAfter }
  var moment: Moment { Moment(monotonic: now, wall: wallOffset + now.milliseconds) }

  static func candidate(_ index: Int) -> Candidate {
    Candidate(
      key: ClassKey(high: 1, low: UInt64(index)), form: "f\(index)", representative: "f\(index)",
      place: index)
  }

  mutating func schedule(_ happening: Happening, every period: Duration?) {
    guard let period, !isCalm else { return }
    let factor = 0.1 + 2 * random.uniform()
    queue.add(happening, at: now + .milliseconds(Int(Double(period.milliseconds) * factor)))
  }

  /// Puts a message on its way: dropped, doubled, delayed, or cut off by a partition.
  mutating func transmit(_ happening: Happening, worker: Int) {
    if partitioned.contains(worker) { return }
    let isCalm = isCalm
    if !isCalm, random.uniform() < faults.drop { return }
    let copies = !isCalm && random.uniform() < faults.duplicate ? 2 : 1
    for _ in 0..<copies {
      let longest = isCalm ? 5 : max(1, Int(faults.delay.milliseconds))
      queue.add(happening, at: now + .milliseconds(1 + random.uniform(below: longest)))
    }
  }

  mutating func begin(_ lease: LeaseKey, on worker: Int) {
    begun += 1
    let length = Duration.milliseconds(100 + random.uniform(below: 8_000))
    queue.add(
      .done(worker, incarnation: workers[worker].incarnation, lease), at: now + length)
  }

  private var state: String {
    let orders = store.orders.suffix(3).map { "\($0.id) \($0.state)" }.joined(separator: "; ")
    let workers = workers.map {
      "\($0.name) \($0.isUp ? "up" : "down")\($0.isDraining ? ", draining" : "")"
        + ", holds \($0.held.count)"
    }
    return "\(store.standing) of \(terms.budget), \(workers), last orders: \(orders)"
  }

  private func checkEnd() throws {
    try checkHistory()
    let searches = store.orders.filter { if case .search = $0.purpose { true } else { false } }
    let settled = searches.filter { if case .settled = $0.state { true } else { false } }.count
    let spectra = store.orders.filter { $0.kind == .spectrum }
    switch ending {
    case .finished:
      guard spectra.count == terms.featurisation?.candidates.count ?? 0 else {
        throw Violation("\(spectra.count) spectra were ordered")
      }
      let isUsed = (terms.budget...max(terms.budget, ceiling)).contains(settled)
      guard isUsed || searches.count == classes else {
        throw Violation("\(settled) of \(terms.budget) evaluations at the end")
      }
      try checkConfirmation()
      for order in store.orders {
        switch order.state {
        // A lowered budget had no room for it.
        case .waiting where order.purpose.isSearch && settled >= terms.budget: break
        case .waiting, .leased: throw Violation("order \(order.id) is open at the end")
        case .settled, .quarantined: break
        }
      }
    case .tooManyFailures:
      guard store.standing.quarantinedInARow >= terms.timing.quarantinedInARow else {
        throw Violation("gave up without reason")
      }
    case .staleLedger, nil: throw Violation("ended as \(String(describing: ending))")
    }
  }

  /// Whatever is confirmed was ordered for every seed, with the epochs that the study asks for now.
  private func checkConfirmation() throws {
    let epochs = terms.confirmation.epochs ?? 2
    let ordered = Set(
      store.orders.filter { $0.purpose.name == .confirmation }.map(\.evaluation))
    for candidate in ledger?.confirmedCandidates ?? [] {
      for seed in terms.confirmation.seeds {
        let key = EvaluationKey(candidate: candidate.key, seed: seed, fidelity: epochs)
        guard ordered.contains(key) else {
          throw Violation("\(candidate.form) is not confirmed by \(epochs) epochs at seed \(seed)")
        }
      }
    }
  }

  /// What every proposal could know is found again in what the file says.
  private func checkHistory() throws {
    var quarantined: [WorkOrder.ID: Int64] = [:]
    for entry in store.journal where entry.kind == .quarantined {
      guard let order = entry.fields.whole("order") else {
        throw Violation("a quarantine names no order")
      }
      quarantined[WorkOrder.ID(order)] = entry.sequence
    }
    let history = ProposalHistory(
      orders: store.orders, quarantined: quarantined, inOrder: terms.inOrder)
    for (index, proposal) in history.proposals.enumerated() {
      guard history.inquiry(at: index) == requests[proposal.number] else {
        throw Violation("what proposal \(proposal.number) could know reads otherwise afterwards")
      }
    }
  }
}

extension OrderRecord.Purpose {
  fileprivate var isSearch: Bool { if case .search = self { true } else { false } }
}

extension Duration {
  var milliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }
}
