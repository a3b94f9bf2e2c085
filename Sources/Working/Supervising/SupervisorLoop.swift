import Logging
import Messages
import Orders
import Transport

/// A supervisor at work: the state, and the processes and the connection that carry it out.
struct SupervisorLoop {
  private let settings: WorkerSettings
  private let dealer: Dealer
  private let inbox: Inbox<Supervisor.Occurrence>
  private let supervisor: Supervisor
  private let start = ContinuousClock.now
  private var state: WorkerState
  private var children: [Child?]
  private var generations: [Int]
  private var lastCheck: Duration = .zero
  private var ending: WorkerEnding?
  /// When to say next that no coordinator answers; nil once one has.
  private var complaint: Duration? = .seconds(5)

  init(
    _ settings: WorkerSettings, dealer: Dealer, inbox: Inbox<Supervisor.Occurrence>,
    supervisor: Supervisor
  ) {
    self.settings = settings
    self.dealer = dealer
    self.inbox = inbox
    self.supervisor = supervisor
    state = WorkerState(
      introduction: settings.introduction(), patience: settings.patience,
      staysOn: settings.staysOn)
    children = Array(repeating: nil, count: settings.slots)
    generations = Array(repeating: 0, count: settings.slots)
  }

  var tickInterval: Duration { state.tickInterval }

  /// Handles everything that happens, one thing at a time, until the worker's work is over.
  mutating func work() async -> WorkerEnding {
    apply(.tick)
    while ending == nil, let occurrences = await inbox.next() {
      for occurrence in occurrences where ending == nil { handle(occurrence) }
    }
    return ending ?? WorkerEnding(exitCode: 130, reason: "cancelled")
  }

  /// Ends all children and waits for them.
  mutating func close() async {
    for child in children { child?.kill() }
    while children.contains(where: { $0 != nil }), let occurrences = await inbox.next() {
      for case .slot(let process, .ended) in occurrences { forget(process) }
    }
  }

  private var now: Duration { ContinuousClock.now - start }

  private mutating func handle(_ occurrence: Supervisor.Occurrence) {
    switch occurrence {
    case .transport(let event): handle(event)
    case .slot(let process, let event): handle(event, from: process)
    case .drain(let reason): apply(.drain(reason: reason))
    case .orphaned:
      ending = WorkerEnding(exitCode: 0, reason: "the process that started it is gone")
    case .tick:
      checkChildren()
      complain()
      apply(.tick)
    }
  }

  /// Says that nobody answers, after 5 s and then once a minute: a wrong address shows in no other
  /// way.
  private mutating func complain() {
    guard let complaint, now >= complaint else { return }
    self.complaint = now + .seconds(60)
    supervisor.logger.warning(
      "No answer from a coordinator yet; still trying",
      metadata: [LogKeys.address: "\(settings.address)"])
  }

  private mutating func handle(_ event: Transport.Event) {
    switch event {
    case .connected: apply(.connected)
    case .disconnected:
      complaint = now + .seconds(60)
      apply(.disconnected)
    case .message(_, let frames): receive(frames)
    // What could not be sent is sent again: reports until they are acknowledged, the rest by time.
    case .unreachable, .congested: break
    case .ended(let error):
      ending = WorkerEnding(
        exitCode: error == nil ? 0 : 4, reason: error.map { "\($0)" } ?? "the connection was closed"
      )
    }
  }

  private mutating func receive(_ frames: [[UInt8]]) {
    guard frames.count == 1 else { return }
    complaint = nil
    do {
      apply(.received(try Envelope(decoding: frames[0])))
    } catch {
      if case .version = error {
        ending = WorkerEnding(exitCode: 3, reason: "refused the coordinator: \(error)")
      } else {
        supervisor.logger.warning(
          "Refused a message", metadata: [LogKeys.reason: "\(error)"])
      }
    }
  }

  private mutating func handle(_ event: Child.Event, from process: SlotProcess) {
    let slot = process.slot
    guard generations[slot] == process.generation else { return }
    switch event {
    case .message(.heartbeat(let held)):
      for lease in held { apply(.slot(slot, .alive(lease))) }
    case .message(.progress(let progress)): apply(.slot(slot, .progress(progress)))
    case .message(.report(let report)): apply(.slot(slot, .report(report)))
    case .message(.goodbye(let reason)): apply(.slot(slot, .unfit(reason: reason)))
    case .message: break
    case .errorLine(let line):
      supervisor.logger.debug(
        "Slot wrote to its standard error",
        metadata: [LogKeys.slot: "\(slot)", LogKeys.errorLine: "\(line)"])
    case .ended(let reason):
      forget(process)
      apply(.slot(slot, .ended(reason: reason)))
    }
  }

  private mutating func forget(_ process: SlotProcess) {
    if generations[process.slot] == process.generation { children[process.slot] = nil }
  }

  /// Once a second, asks the system about the children.
  private mutating func checkChildren() {
    guard now - lastCheck >= .seconds(1) else { return }
    lastCheck = now
    for (slot, child) in children.enumerated() {
      guard let child, let status = ProcessStatus(of: child.process) else { continue }
      // Something that it started holds its pipes, and would hide its end.
      if status.isZombie { child.clearAway() }
      apply(.slot(slot, .memory(status.memory)))
    }
  }

  private mutating func apply(_ event: WorkerState.Event) {
    guard ending == nil else { return }
    for action in state.apply(event, at: now) { perform(action) }
  }

  private mutating func perform(_ action: WorkerState.Action) {
    switch action {
    case .send(let envelope): dealer.send([envelope.encoded()])
    case .start(let slot): startChild(in: slot)
    case .evaluate(let slot, let order, let attempt):
      children[slot]?.send(.order(order, attempt: attempt))
    case .stop(let slot, let lease): children[slot]?.send(.cancel(lease))
    case .kill(let slot): children[slot]?.kill()
    case .tell(let notice): supervisor.log(notice)
    case .end(let ending): self.ending = ending
    }
  }

  private mutating func startChild(in slot: Int) {
    generations[slot] += 1
    let process = SlotProcess(slot: slot, generation: generations[slot])
    do {
      let child = try Child.start(settings.evaluator) { [inbox] event in
        inbox.post(.slot(process, event))
      }
      children[slot] = child
      supervisor.logger.debug(
        "Slot has a process",
        metadata: [LogKeys.slot: "\(slot)", LogKeys.process: "\(child.process)"])
    } catch {
      inbox.post(.slot(process, .ended(reason: "\(error)")))
    }
  }
}

/// A slot's process, told apart from those before it.
struct SlotProcess: Sendable {
  let slot: Int
  /// From 1 in each slot.
  let generation: Int
}
