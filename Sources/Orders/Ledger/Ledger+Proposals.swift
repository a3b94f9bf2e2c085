import Activations
import JSON
import Studies

/// The policy is asked, once at a time, and its answers become orders.
extension Ledger {
  /// Asks for as many candidates as workers could take and the budget has room for.
  mutating func askPolicy() {
    guard standing.phase == .search, askedFor == nil, !isExhausted else { return }
    let count = min(
      roster.room(for: terms.work.kind) - waiting.count,
      terms.budget - tally[.search].settled - tally[.search].active)
    let number = standing.proposals + 1
    guard count > 0, let inquiry = inquiry(for: number) else { return }
    // In order, every proposal knows one result more than the one before.
    let last = terms.inOrder == nil ? number + count : number + 1
    askedFor = number..<last
    actions.append(.propose(inquiry, count: last - number))
  }

  /// What proposal `number` may use, or nil when results that it must use are still to come.
  private func inquiry(for number: Int) -> Inquiry? {
    let taken = findings.taken
    guard let lag = terms.inOrder else {
      return Inquiry(
        number: number, basis: sequence, observations: findings.observations, taken: taken,
        running: findings.open.map { taken[$0 - 1] })
    }
    // In order, the same is known whenever results come: the last ones count as running.
    let last = max(0, number - lag)
    if let first = findings.open.first, first <= last { return nil }
    return Inquiry(
      number: number, basis: sequence, observations: findings.observations(upTo: last),
      taken: taken, running: Array(taken.dropFirst(last)))
  }

  mutating func receive(_ proposals: [Proposal], at now: Moment) {
    guard let asked = askedFor else { return }
    askedFor = nil
    precondition(
      proposals.map(\.number).elementsEqual(asked.prefix(proposals.count)),
      "proposals \(proposals.map(\.number)) answer the request for \(asked)")
    if proposals.isEmpty {
      isExhausted = true
      record(
        .spaceExhausted, at: now,
        ["proposals": .whole(standing.proposals), "settled": .whole(tally[.search].settled)])
    }
    for proposal in proposals { accept(proposal, at: now) }
  }

  private mutating func accept(_ proposal: Proposal, at now: Moment) {
    precondition(
      !findings.isTaken(proposal.candidate.key),
      "class \(proposal.candidate.key) was proposed before")
    findings.take(proposal.candidate.key)
    standing.proposals = proposal.number
    store(.standing(standing))
    let id = issue(
      .search(proposal), terms.work.kind, proposal.candidate,
      EvaluationKey(
        candidate: proposal.candidate.key, seed: terms.evaluationSeed,
        fidelity: terms.work.epochs), at: now)
    record(
      .proposed, at: now,
      [
        "proposal": .whole(proposal.number), "order": .whole(id),
        "function": .text(proposal.candidate.form),
        "candidate": .text(proposal.candidate.key.description), "basis": .whole(proposal.basis),
        "prediction": .number(orNull: proposal.prediction),
        "uncertainty": .number(orNull: proposal.uncertainty), "reason": .text(proposal.reason),
      ])
  }

  /// Writes a new order and puts it into the queue.
  @discardableResult
  mutating func issue(
    _ purpose: OrderRecord.Purpose, _ kind: Work.Kind, _ candidate: Candidate?,
    _ evaluation: EvaluationKey, at now: Moment
  ) -> WorkOrder.ID {
    let id = WorkOrder.ID(orders.count + 1)
    let order = OrderRecord(
      id: id, purpose: purpose, kind: kind, candidate: candidate, evaluation: evaluation)
    orders.append(order)
    note(order)
    store(.order(order))
    enqueue(id, since: now.monotonic, notBefore: now.monotonic)
    return id
  }
}
