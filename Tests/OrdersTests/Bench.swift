import Activations
import Digests
import Orders
import Studies

/// A ledger on the bench: events in by hand, with a clock that only this turns.
struct Bench {
  private(set) var ledger: Ledger
  private var terms: Terms
  private var now = Duration.zero
  /// Milliseconds since 1970; stands still between two starts.
  private var wall: Int64 = 0
  private(set) var requests: [Inquiry] = []
  /// How many proposals each of the requests wants.
  private(set) var counts: [Int] = []
  private(set) var endings: [Ending] = []
  private(set) var kinds: [JournalEntry.Kind] = []
  private(set) var entries: [JournalEntry] = []
  /// What was sent to be done, in this order.
  private(set) var work: [Work] = []
  private var sent: [(Connection, LeaseKey)] = []
  private var held: [String: [LeaseKey]] = [:]

  init(
    budget: Int, inOrder: Int? = nil, top: Int = 0, against: [Int] = [], baselines: [Int] = [],
    spectra: [Int]? = nil, work: Work = Self.training
  ) {
    terms = Terms(
      study: "study", budget: budget, inOrder: inOrder, evaluationSeed: 1,
      work: work,
      limits: Limits(),
      confirmation: Terms.Confirming(
        top: top, seeds: [2, 3], against: against.map(Self.candidate),
        baselines: baselines.map(Self.candidate)),
      featurisation: spectra.map(Self.featurising))
    ledger = Ledger(terms: terms, snapshot: Snapshot())
    note(ledger.start(at: Moment(monotonic: now, wall: wall)))
  }

  static func candidate(_ index: Int) -> Candidate {
    Candidate(
      key: ClassKey(high: 7, low: UInt64(index)), form: "f\(index)", representative: "f\(index)",
      place: index)
  }

  static let training = training(epochs: 1)

  static func training(epochs: Int, horizon: Int? = nil) -> Work {
    .train(
      TrainingWork(
        expression: "", network: "",
        recipe: Recipe(epochs: epochs, horizon: horizon, batch: 1, optimizer: .init(rate: 1)),
        dataset: DatasetIdentity(name: "none", digest: .of("")), seed: 0, measuresTest: false))
  }

  static let spectrum = SpectrumWork(
    expression: "", network: "", dataset: DatasetIdentity(name: "none", digest: .of("")),
    recipe: SpectrumRecipe(batch: 7))

  static func keys(_ indices: [Int]) -> [ClassKey] { indices.map { candidate($0).key } }

  private static func featurising(_ candidates: [Int]) -> Terms.Featurising {
    Terms.Featurising(
      candidates: candidates.map(candidate), work: spectrum,
      layout: [Spectrum.Layer(name: "dense 1", weights: 300, edges: 3)])
  }

  func metrics(_ accuracy: Double) -> Metrics {
    Metrics(trainLoss: 1, trainAccuracy: 1, validationLoss: 1, validationAccuracy: accuracy)
  }

  func connection(_ name: String) -> Connection { Connection(Array(name.utf8)) }

  func hello(
    _ name: String, held: [LeaseKey], capabilities: [String] = ["train", "spectrum"],
    incarnation: UInt64 = 1, knowing known: History.Start? = nil
  ) -> Hello {
    Hello(
      worker: name, incarnation: incarnation, program: "test", host: "here", process: 1, slots: 1,
      tags: [], capabilities: capabilities, study: "study", knownSequence: known?.sequence ?? 0,
      knownIncarnation: known?.incarnation ?? 0, held: held)
  }

  /// What a worker knows that was told everything just now.
  var present: History.Start {
    History.Start(incarnation: ledger.standing.incarnation, sequence: ledger.sequence)
  }

  @discardableResult
  mutating func send(_ event: Event) -> [Action] {
    let actions = ledger.apply(event, at: Moment(monotonic: now, wall: wall))
    note(actions)
    return actions
  }

  mutating func join(
    _ name: String, capacity: Int, capabilities: [String] = ["train", "spectrum"]
  ) {
    send(.hello(connection(name), hello(name, held: [], capabilities: capabilities)))
    send(.ready(connection(name), capacity: capacity))
  }

  /// Answers the last request with candidates.
  mutating func propose(_ candidates: Int...) {
    let first = requests.last?.number ?? 0
    send(
      .proposed(
        candidates.enumerated().map { offset, index in
          Proposal(
            number: first + offset, candidate: Self.candidate(index), basis: 0, prediction: nil,
            reason: "test")
        }))
  }

  @discardableResult
  mutating func report(
    _ name: String, order: WorkOrder.ID, attempt: Int, _ outcome: Outcome
  ) -> [Action] {
    let lease = LeaseKey(order: order, attempt: attempt)
    held[name]?.removeAll { $0 == lease }
    return send(
      .report(connection(name), Report(lease: lease, outcome: outcome, provenance: nil)))
  }

  @discardableResult
  mutating func report(
    _ name: String, order: WorkOrder.ID, attempt: Int, _ spectrum: Spectrum
  ) -> [Action] {
    let lease = LeaseKey(order: order, attempt: attempt)
    held[name]?.removeAll { $0 == lease }
    return send(
      .report(
        connection(name),
        Report(lease: lease, outcome: .completed(.spectrum(spectrum)), provenance: nil)))
  }

  /// Lets time pass, second by second, in which some workers give signs of life.
  mutating func pass(_ time: Duration, heartbeats: [String]) {
    let end = now + time
    while now < end {
      now += .seconds(1)
      for name in heartbeats { send(.heartbeat(connection(name), held: held[name] ?? [])) }
      send(.tick)
    }
  }

  /// Nothing happens for a while, not even a tick: the coordinator stands still.
  mutating func standStill(_ time: Duration) {
    now += time
    send(.tick)
  }

  /// What the file holds now.
  var snapshot: Snapshot {
    Snapshot(
      standing: ledger.standing, orders: ledger.orders, sequence: ledger.sequence,
      history: ledger.history)
  }

  /// The coordinator dies and starts again from what it had stored, or from a copy of that.
  mutating func restart(
    budget: Int? = nil, spectra: [Int]? = nil, confirmationEpochs: Int?? = .none,
    from copy: Snapshot? = nil
  ) {
    if case .some(let epochs) = confirmationEpochs { terms.confirmation.epochs = epochs }
    terms.budget = budget ?? terms.budget
    terms.featurisation = spectra.map(Self.featurising) ?? terms.featurisation
    let snapshot = copy ?? snapshot
    now = .zero
    wall += 1_000
    ledger = Ledger(terms: terms, snapshot: snapshot)
    note(ledger.start(at: Moment(monotonic: now, wall: wall)))
  }

  /// The leases that a worker was sent.
  func orders(to name: String) -> [LeaseKey] {
    sent.filter { $0.0 == connection(name) }.map(\.1)
  }

  private mutating func note(_ actions: [Action]) {
    for action in actions {
      switch action {
      case .propose(let request, let count):
        requests.append(request)
        counts.append(count)
      case .finish(let ending): endings.append(ending)
      case .store(.journal(let entry)):
        kinds.append(entry.kind)
        entries.append(entry)
      case .send(let connection, .order(let order, let attempt)):
        let lease = LeaseKey(order: order.id, attempt: attempt)
        sent.append((connection, lease))
        work.append(order.work)
        held[String(decoding: connection.bytes, as: UTF8.self), default: []].append(lease)
      default: break
      }
    }
  }
}
