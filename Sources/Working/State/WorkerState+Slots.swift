import Messages
import Orders
import Studies

/// Orders meet slots.
extension WorkerState {
  /// Takes an order, unless it has it already; one too many is given back.
  mutating func take(_ assignment: Assignment, at now: Duration) {
    guard !held(of: assignment.study).contains(assignment.lease) else { return }
    let running = slots.count { $0.assignment != nil }
    guard phase == .working, running + waiting.count < slots.count else {
      return giveBack(assignment)
    }
    waiting.append(assignment)
  }

  /// Ends a lease without a report: nobody wants it any more.
  mutating func cancel(_ lease: LeaseKey, of study: String, at now: Duration) {
    waiting.removeAll { $0.lease == lease && $0.study == study }
    for index in slots.indices {
      guard let assignment = slots[index].assignment, assignment.lease == lease,
        assignment.study == study
      else { continue }
      stop(slot: index, at: now)
    }
  }

  mutating func stop(slot index: Int, at now: Duration) {
    guard let assignment = slots[index].assignment else { return }
    slots[index].phase = .stopping(assignment.lease, until: now + patience.stopping)
    actions.append(.tell(.stopped(assignment.lease)))
    actions.append(.stop(slot: index, assignment.lease))
  }

  /// Starts processes that are due, and gives free slots what waits.
  mutating func fillSlots(at now: Duration) {
    guard phase == .working else { return }
    for index in slots.indices {
      if case .down(let until) = slots[index].phase, now >= until {
        slots[index].phase = .free
        actions.append(.start(slot: index))
      }
      guard slots[index].phase == .free, !waiting.isEmpty else { continue }
      let assignment = waiting.removeFirst()
      slots[index].phase = .busy(assignment, lastSign: now)
      actions.append(.tell(.took(slot: index, assignment.lease)))
      actions.append(.evaluate(slot: index, assignment.order, attempt: assignment.attempt))
    }
  }

  mutating func hear(_ event: SlotEvent, from index: Int, at now: Duration) {
    switch event {
    case .alive(let lease):
      notice(lease, on: index, at: now)
    case .progress(let progress):
      guard let assignment = notice(progress.lease, on: index, at: now),
        assignment.study == study, isConnected, isWelcome
      else { return }
      send(.progress(progress))
    case .report(let report): finish(report, on: index)
    case .unfit(let reason): giveUp(on: index, because: reason, at: now)
    case .memory(let used):
      guard let assignment = slots[index].assignment else { return }
      let limit = assignment.order.limits.memory
      guard used > limit else { return }
      fail(assignment, on: index, reason: "it used \(used) MiB of memory (limit \(limit) MiB)")
      kill(slot: index)
    case .ended(let reason): restart(slot: index, because: reason, at: now)
    }
  }

  /// Kills slots that are silent for too long, or did not stop when asked.
  mutating func checkSlots(at now: Duration) {
    for index in slots.indices {
      switch slots[index].phase {
      case .busy(let assignment, let lastSign):
        let limit = assignment.order.limits.silence
        guard now - lastSign >= .seconds(limit) else { continue }
        fail(assignment, on: index, reason: "it made no progress for \(limit) s")
        kill(slot: index)
      case .stopping(_, let until) where now >= until: kill(slot: index)
      case .stopping, .down, .free, .dying: break
      }
    }
  }

  /// Takes a sign of life; nil when it is about something else than what the slot works on.
  @discardableResult
  private mutating func notice(
    _ lease: LeaseKey, on index: Int, at now: Duration
  ) -> Assignment? {
    guard let assignment = slots[index].assignment, assignment.lease == lease else { return nil }
    slots[index].phase = .busy(assignment, lastSign: now)
    return assignment
  }

  private mutating func finish(_ report: Report, on index: Int) {
    switch slots[index].phase {
    case .busy(let assignment, _) where assignment.lease == report.lease:
      slots[index] = SlotState(phase: .free)
      if case .failed(let reason) = report.outcome {
        actions.append(.tell(.failed(slot: index, report.lease, reason: reason)))
      } else {
        actions.append(.tell(.reported(report.lease, state: report.outcome.state)))
      }
      shelf.add(report, of: assignment.study)
    case .stopping(report.lease, _):
      // Its lease was cancelled, or given back already.
      slots[index] = SlotState(phase: .free)
    case .busy, .stopping, .down, .free, .dying: break
    }
  }

  private mutating func restart(slot index: Int, because reason: String, at now: Duration) {
    if let assignment = slots[index].assignment { fail(assignment, on: index, reason: reason) }
    // A slot that was killed on purpose would have gone on.
    if slots[index].phase != .dying { slots[index].endings += 1 }
    let pause = Patience.pause(afterEndings: slots[index].endings)
    slots[index].phase = .down(until: now + pause)
    actions.append(.tell(.slotEnded(slot: index, reason: reason, pause: pause)))
  }

  private mutating func fail(_ assignment: Assignment, on index: Int, reason: String) {
    actions.append(.tell(.failed(slot: index, assignment.lease, reason: reason)))
    shelf.add(
      Report(lease: assignment.lease, outcome: .failed(reason), provenance: nil),
      of: assignment.study)
  }

  private mutating func kill(slot index: Int) {
    slots[index].phase = .dying
    actions.append(.kill(slot: index))
  }
}
