import Activations
import JSON
import Studies

/// Reports are accepted once and acknowledged always.
extension Ledger {
  mutating func receive(_ report: Report, from name: String, at now: Moment) {
    hear(name, at: now)
    guard let order = order(report.lease.order) else {
      return acknowledge(report, to: name)
    }
    switch order.state {
    case .settled(let result):
      if result.attempt != report.lease.attempt, report.outcome.isResult {
        recordDuplicate(
          report, from: name, because: "settled by attempt \(result.attempt)", at: now)
      }
      acknowledge(report, to: name)
    case .quarantined:
      if report.outcome.isResult {
        recordDuplicate(report, from: name, because: "the order was quarantined", at: now)
      }
      acknowledge(report, to: name)
    case .waiting, .leased:
      receive(report, of: order, from: name, at: now)
    }
  }

  /// The first report of a result settles an order, whichever attempt it comes from.
  ///
  /// A lease that was given up for lost, or whose slot had crashed before, still did the work. A
  /// failure ends its lease, so that the same failure, reported again, finds none and is charged once.
  private mutating func receive(
    _ report: Report, of order: OrderRecord, from name: String, at now: Moment
  ) {
    // An attempt that never was has nothing to report.
    guard report.lease.attempt <= order.attempts else { return acknowledge(report, to: name) }
    let lease = leases[order.id]
    let isCurrent = lease?.key == report.lease && lease?.worker == name
    let contradiction = contradiction(in: report, to: order)
    switch contradiction.map({ .failed($0) }) ?? report.outcome {
    case .completed, .infeasible:
      // Late, for an order that a lowered budget keeps waiting: there is no room for its result.
      if lease == nil, isBeyondBudget(order.id) {
        recordDuplicate(
          report, from: name, because: "the budget is used up without it", at: now)
        return acknowledge(report, to: name)
      }
      settle(order, by: report, from: name, at: now)
    case .failed(let reason) where isCurrent:
      if let lease { end(lease, at: now) }
      fail(report.lease, worker: name, reason: reason, at: now)
    case .cancelled where isCurrent:
      if let lease {
        // A worker that goes on would get it again at once, and give it back again.
        let isLeaving = roster[name]?.capacity == 0
        lose(
          lease, reason: "given back", isCounted: false,
          after: isLeaving ? .zero : terms.timing.retryDelay, at: now)
      }
    case .failed, .cancelled:
      break
    }
    acknowledge(report, to: name)
  }

  /// What contradicts an order in its report, or nil.
  private func contradiction(in report: Report, to order: OrderRecord) -> String? {
    guard case .completed(let finding) = report.outcome else { return nil }
    guard finding.kind == order.kind else {
      return "\(finding.kind.phrase) was reported for an order of \(order.kind.phrase)"
    }
    return report.spectrum.flatMap(contradiction)
  }

  private mutating func settle(
    _ order: OrderRecord, by report: Report, from name: String, at now: Moment
  ) {
    let lease = leases[order.id]
    if let lease {
      end(lease, at: now)
      if lease.key != report.lease || lease.worker != name,
        let holder = roster[lease.worker], holder.isReachable
      {
        actions.append(.send(holder.connection, .cancel(lease.key)))
      }
    }
    dequeue(order.id)
    losses[order.id] = nil
    let settledAt = sequence + 1
    change(order.id) {
      $0.state = .settled(
        OrderRecord.Result(
          outcome: report.outcome.kept, attempt: report.lease.attempt, sequence: settledAt))
    }
    let startedAt = lease?.key == report.lease ? lease?.startedAt : nil
    store(
      .evaluation(
        EvaluationRecord(
          order: order.id, attempt: report.lease.attempt, worker: name,
          outcome: report.outcome.kept, provenance: report.provenance, startedAt: startedAt,
          finishedAt: now.wall, sequence: settledAt)))
    switch order.purpose {
    case .spectrum:
      if let spectrum = report.spectrum { keep(spectrum, of: order) }
      record(.featurised, at: now, featurisedFields(report, of: order, from: name))
    case .search, .confirmation:
      record(.reported, at: now, reportFields(report, of: order, from: name))
    }
    if standing.quarantinedInARow > 0 {
      standing.quarantinedInARow = 0
      store(.standing(standing))
    }
  }

  private mutating func fail(
    _ lease: LeaseKey, worker: String, reason: String, at now: Moment
  ) {
    let id = lease.order
    change(id) {
      $0.state = .waiting
      $0.failures.append(
        OrderRecord.Failure(worker: worker, attempt: lease.attempt, reason: reason))
    }
    let failures = orders[Int(id) - 1].failures.count
    guard failures < terms.timing.attempts else {
      return quarantine(id, reason: "failed \(failures) times; the last: \(reason)", at: now)
    }
    record(
      .retried, at: now,
      [
        "order": .whole(id), "worker": .text(worker), "failures": .whole(failures),
        "reason": .text(reason),
      ])
    let next = now.monotonic + terms.timing.retryDelay
    enqueue(id, since: next, notBefore: next)
  }

  private mutating func acknowledge(_ report: Report, to name: String) {
    guard let worker = roster[name] else { return }
    actions.append(.send(worker.connection, .acknowledged(report.lease, sequence: sequence)))
  }

  private mutating func recordDuplicate(
    _ report: Report, from name: String, because reason: String, at now: Moment
  ) {
    record(
      .duplicate, at: now,
      [
        "order": .whole(report.lease.order), "attempt": .whole(report.lease.attempt),
        "worker": .text(name), "reason": .text(reason),
      ])
  }

  private func reportFields(
    _ report: Report, of order: OrderRecord, from name: String
  ) -> JSON {
    var fields: [JSON.Member] = [
      .init("order", .whole(order.id)), .init("attempt", .whole(report.lease.attempt)),
      .init("worker", .text(name)),
      .init("function", .text(orNull: order.candidate?.form)),
      .init("candidate", .text(orNull: order.candidate?.key.description)),
      .init("seed", .text(String(order.evaluation.seed))),
      .init("epochs", .whole(order.evaluation.fidelity)),
    ]
    fields.append(.init("purpose", .text(order.purpose.name.rawValue)))
    if case .search(let proposal) = order.purpose {
      fields.append(.init("proposal", .whole(proposal.number)))
    }
    fields += report.outcome.fields
    fields.append(.init("seconds", .number(orNull: report.provenance?.seconds)))
    return .object(fields)
  }
}

extension OrderRecord {
  /// Whether an attempt was reported as failed.
  func hasFailed(_ attempt: Int) -> Bool {
    failures.contains { $0.attempt == attempt }
  }
}
