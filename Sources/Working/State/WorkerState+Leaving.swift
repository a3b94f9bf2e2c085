import Messages
import Orders
import Studies

/// How a worker ends its work.
extension WorkerState {
  var isLeaving: Bool {
    if case .leaving = phase { true } else { false }
  }

  /// Takes no more orders; the second time, gives back what still runs.
  mutating func drain(reason: String, at now: Duration) {
    switch phase {
    case .working:
      actions.append(.tell(.draining(reason: reason)))
      phase = .draining(until: now + patience.grace)
      for assignment in waiting { giveBack(assignment) }
      waiting = []
      if isWelcome { giveSign(at: now) }
    case .draining:
      giveBackAll(reason: reason, at: now)
    case .leaving, .ended:
      break
    }
  }

  /// This machine lacks what a slot's order needs, and would lack it for the next one too.
  ///
  /// The order goes back uncharged. What still runs may end, and the worker leaves.
  mutating func giveUp(on index: Int, because reason: String, at now: Duration) {
    if case .stopping = slots[index].phase { slots[index] = SlotState(phase: .free) }
    guard let assignment = slots[index].assignment else { return }
    slots[index] = SlotState(phase: .free)
    giveBack(assignment)
    lack = lack ?? reason
    if phase == .working { drain(reason: reason, at: now) }
  }

  /// How a worker ends that was not refused: well, or because its machine lacks something.
  func leaving(because reason: String) -> WorkerEnding {
    lack.map { WorkerEnding(exitCode: WorkerEnding.unfit, reason: $0) }
      ?? WorkerEnding(exitCode: 0, reason: reason)
  }

  /// Stops what runs and reports it as given back, which charges neither order nor worker.
  mutating func giveBackAll(reason: String, at now: Duration) {
    for index in slots.indices {
      guard let assignment = slots[index].assignment else { continue }
      giveBack(assignment)
      stop(slot: index, at: now)
    }
    phase = .leaving(until: now + patience.farewell, reason: reason)
  }

  mutating func giveBack(_ assignment: Assignment) {
    actions.append(.tell(.gaveBack(assignment.lease)))
    shelf.add(
      Report(lease: assignment.lease, outcome: .cancelled, provenance: nil), of: assignment.study)
  }

  /// Leaves once nothing is left to do, or to wait for.
  mutating func leaveWhenDone(at now: Duration) {
    switch phase {
    case .draining(let deadline):
      let isIdle = slots.allSatisfy { $0.assignment == nil }
      if isIdle, held(of: study).isEmpty {
        end(leaving(because: "drained"))
      } else if now >= deadline {
        giveBackAll(reason: "drained in haste", at: now)
      }
    case .leaving(let deadline, let reason):
      if held(of: study).isEmpty || now >= deadline || !isConnected {
        end(leaving(because: reason))
      }
    case .working, .ended:
      break
    }
  }

  mutating func end(_ ending: WorkerEnding) {
    guard phase != .ended else { return }
    if isConnected, isWelcome { send(.goodbye(reason: ending.reason)) }
    phase = .ended
    actions.append(.end(ending))
  }
}
