import Activations
import Studies

/// The policy is asked, one proposal at a time, and its answers become orders.
extension Ledger {
  /// Asks for the next candidate when a worker could take it and the budget has room for it.
  mutating func askPolicy() {
    guard standing.phase == .search, askedFor == nil, !isExhausted,
      waiting.count < roster.room(for: .train),
      tally.settledSearches + tally.activeSearches < terms.budget
    else { return }
    let number = standing.proposals + 1
    guard let request = request(for: number) else { return }
    askedFor = number
    actions.append(.propose(request))
  }

  /// What proposal `number` may use, or nil when results that it must use are still to come.
  private func request(for number: Int) -> ProposalRequest? {
    let taken = findings.taken
    guard let lag = terms.inOrder else {
      return ProposalRequest(
        number: number, basis: sequence, observations: findings.observations, taken: taken,
        running: findings.open.map { taken[$0 - 1] })
    }
    // In order, the same is known whenever results come: the last ones count as running.
    let last = max(0, number - lag)
    if let first = findings.open.first, first <= last { return nil }
    return ProposalRequest(
      number: number, basis: sequence, observations: findings.observations(upTo: last),
      taken: taken, running: Array(taken.dropFirst(last)))
  }

  mutating func receive(_ proposal: Proposal?, at now: Moment) {
    guard let asked = askedFor else { return }
    askedFor = nil
    guard let proposal else {
      isExhausted = true
      return record(
        .spaceExhausted, at: now,
        ["proposals": .whole(standing.proposals), "settled": .whole(tally.settledSearches)])
    }
    precondition(
      proposal.number == asked, "proposal \(proposal.number) answers the request for \(asked)")
    precondition(
      !findings.isTaken(proposal.candidate.index),
      "class \(proposal.candidate.index) was proposed before")
    findings.take(proposal.candidate.index)
    standing.proposals = proposal.number
    store(.standing(standing))
    let id = issue(
      .search(proposal), proposal.candidate, seed: terms.evaluationSeed, at: now)
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
    _ purpose: OrderRecord.Purpose, _ candidate: Candidate, seed: UInt64, at now: Moment
  ) -> WorkOrder.ID {
    let id = WorkOrder.ID(orders.count + 1)
    let order = OrderRecord(
      id: id, purpose: purpose, candidate: candidate,
      evaluation: EvaluationKey(
        candidate: candidate.key, seed: seed,
        fidelity: purpose.kind == .train ? terms.training.recipe.epochs : 0))
    orders.append(order)
    note(order)
    store(.order(order))
    enqueue(id, since: now.monotonic, notBefore: now.monotonic)
    return id
  }
}
