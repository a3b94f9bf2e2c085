import Activations
import Studies

/// The policy is asked, one proposal at a time, and its answers become orders.
extension Ledger {
  /// Asks for the next candidate when a worker could take it and the budget has room for it.
  mutating func askPolicy() {
    guard standing.phase == .search, askedFor == nil, !isExhausted,
      waiting.count < roster.room, tally.settledSearches + tally.activeSearches < terms.budget
    else { return }
    let number = standing.proposals + 1
    guard let observations = observations(for: number) else { return }
    askedFor = number
    actions.append(
      .propose(
        ProposalRequest(
          number: number, basis: sequence, observations: observations, taken: taken)))
  }

  /// What proposal `number` may use, or nil when results that it must use are still to come.
  private func observations(for number: Int) -> [Observation]? {
    var observations: [Observation] = []
    for order in orders {
      guard case .search(let proposal) = order.purpose else { continue }
      if let lag = terms.inOrder, proposal.number > number - lag { break }
      switch order.state {
      case .settled(let result):
        observations.append(
          Observation(candidate: order.candidate.index, accuracy: result.outcome.accuracy))
      case .waiting, .leased: if terms.inOrder != nil { return nil }
      case .quarantined: break
      }
    }
    return observations
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
      !takenClasses.contains(proposal.candidate.index),
      "class \(proposal.candidate.index) was proposed before")
    take(proposal.candidate)
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
        "prediction": .number(orNull: proposal.prediction), "reason": .text(proposal.reason),
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
        candidate: candidate.key, seed: seed, fidelity: terms.training.recipe.epochs))
    orders.append(order)
    tally.add(order)
    store(.order(order))
    enqueue(id, since: now.monotonic, notBefore: now.monotonic)
    return id
  }
}
