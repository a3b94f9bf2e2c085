import Digests
import Messages
import Orders
import Studies
import Testing

@testable import Working

/// A worker's state on a bench: a test says what happens, and looks at what was done.
struct Bench {
  static let study = "study-1"

  var state: WorkerState
  var now: Duration = .zero
  /// What the last event brought about.
  var actions: [WorkerState.Action] = []

  init(slots: Int = 2, patience: Patience = Patience(), staysOn: Bool = false) {
    state = WorkerState(
      introduction: Hello(
        worker: "w", incarnation: 7, program: "test", host: "here", process: 1, slots: slots,
        tags: [], capabilities: ["train"], study: "", knownSequence: 0, held: []),
      patience: patience, staysOn: staysOn)
  }

  /// A worker that was welcomed, and whose slots run.
  static func welcomed(
    slots: Int = 2, patience: Patience = Patience(), staysOn: Bool = false
  ) -> Bench {
    var bench = Bench(slots: slots, patience: patience, staysOn: staysOn)
    bench.apply(.tick)
    bench.apply(.connected)
    bench.hear(.welcome(Welcome(study: "name", heartbeat: .seconds(1))))
    return bench
  }

  mutating func apply(_ event: WorkerState.Event) {
    actions = state.apply(event, at: now)
  }

  /// A message comes from the coordinator.
  mutating func hear(_ message: Message, study: String = Bench.study) {
    apply(.received(Envelope(study: study, incarnation: 1, message: message)))
  }

  /// Lets time pass, with the ticks that come meanwhile, and keeps all that is done in it.
  mutating func wait(_ duration: Duration) {
    actions = wait(duration, every: .milliseconds(250))
  }

  /// The process stands still: no event comes, not even a tick.
  mutating func standStill(_ duration: Duration) {
    now += duration
    apply(.tick)
  }

  /// Lets time pass in steps, and collects what is done on the way.
  mutating func wait(_ duration: Duration, every step: Duration) -> [WorkerState.Action] {
    var all: [WorkerState.Action] = []
    let end = now + duration
    while now < end {
      now = min(now + step, end)
      apply(.tick)
      all += actions
    }
    return all
  }

  /// What was sent.
  var sent: [Message] { actions.messages }

  var hellos: [Hello] {
    sent.compactMap { if case .hello(let hello) = $0 { hello } else { nil } }
  }

  var reports: [Report] { actions.reports }

  var ending: WorkerEnding? {
    for case .end(let ending) in actions { return ending }
    return nil
  }
}

extension [WorkerState.Action] {
  var messages: [Message] {
    compactMap { if case .send(let envelope) = $0 { envelope.message } else { nil } }
  }

  var reports: [Report] {
    messages.compactMap { if case .report(let report) = $0 { report } else { nil } }
  }
}

/// An order like any other.
func order(_ id: WorkOrder.ID, limits: Limits = Limits(memory: 100, silence: 60)) -> WorkOrder {
  WorkOrder(
    id: id,
    work: .train(
      TrainingWork(
        expression: "relu(x)", network: "input 28x28x1", recipe: recipe,
        dataset: DatasetIdentity(name: "generated", digest: Digest.of("")), seed: 1,
        measuresTest: false)),
    limits: limits)
}

let recipe = Recipe(epochs: 1, batch: 32, optimizer: Optimizer(rate: 0.1))

func lease(_ id: WorkOrder.ID, _ attempt: Int = 1) -> LeaseKey {
  LeaseKey(order: id, attempt: attempt)
}

func completed(_ id: WorkOrder.ID, _ attempt: Int = 1) -> Report {
  Report(
    lease: lease(id, attempt),
    outcome: .completed(
      .metrics(
        Metrics(trainLoss: 1, trainAccuracy: 0.5, validationLoss: 1, validationAccuracy: 0.5))),
    provenance: nil)
}
