import Activations
import GRDB
import JSON
import Orders
import Randomness
import Studies
import TestSupport
import Testing

@testable import Storage

@Suite struct SnapshotTests {
  @Test func `any ledger comes back as it was stored`() throws {
    try forAll(count: 60) { generator in
      let file = try LedgerFile.inMemory(study: try Samples.study())
      var orders: [OrderRecord] = []
      var sequence: Int64 = 0
      for id in 1...20 as ClosedRange<Int64> {
        var record = randomOrder(id, &generator)
        // Stored as new first, so that what follows is a change.
        if generator.uniform(below: 2) == 0 { try file.commit([.order(record)]) }
        record.state = randomState(&generator, sequence: sequence + 1)
        record.attempts = Int(generator.uniform(below: 9))
        record.losses = Int(generator.uniform(below: 9))
        record.failures = (0..<generator.uniform(below: 3)).map { _ in
          OrderRecord.Failure(
            worker: randomText(&generator), attempt: 1 + generator.uniform(below: 9),
            reason: randomText(&generator))
        }
        var changes: [Change] = [.order(record)]
        if case .settled(let result) = record.state {
          sequence += 1
          changes += [
            .evaluation(
              EvaluationRecord(
                order: id, attempt: result.attempt, worker: randomText(&generator),
                outcome: result.outcome, provenance: nil, startedAt: nil, finishedAt: 5,
                sequence: result.sequence)), .journal(Samples.entry(sequence)),
          ]
        }
        try file.commit(changes)
        orders.append(record)
      }
      let standing = Standing(
        phase: .confirmation, incarnation: 1 << 53, proposals: 19, quarantinedInARow: 3)
      try file.commit([.standing(Standing()), .standing(standing)])
      let stored = try file.snapshot()
      #expect(stored == Snapshot(standing: standing, orders: orders, sequence: sequence))
      #expect(try file.reader.trials().map(\.order) == orders)
    }
  }

  @Test(arguments: [
    0.0, -0.0, 1, -1, 0.1, .leastNonzeroMagnitude, -.leastNormalMagnitude,
    .greatestFiniteMagnitude, 9_007_199_254_740_992, 1.0.nextUp, .infinity, -.infinity, .nan,
  ])
  func `a number comes back with the same bits`(number: Double) throws {
    let file = try LedgerFile.inMemory(study: try Samples.study())
    let outcome = Outcome.completed(
      .metrics(
        Metrics(
          trainLoss: number, trainAccuracy: number, validationLoss: number,
          validationAccuracy: number, test: TestMetrics(loss: number, accuracy: number))))
    var changes = Samples.settled(1, sequence: 1, outcome: outcome)
    let settled = OrderRecord.Result(outcome: outcome, attempt: 1, sequence: 1)
    changes[0] = .order(
      Samples.search(1, state: .settled(settled), attempts: 1, prediction: number))
    try file.commit(changes)
    let order = try #require(try file.snapshot().orders.first)
    guard case .settled(let result) = order.state,
      case .completed(.metrics(let metrics)) = result.outcome,
      case .search(let proposal) = order.purpose
    else {
      Issue.record("\(order)")
      return
    }
    let numbers = [
      metrics.trainLoss, metrics.trainAccuracy, metrics.validationLoss,
      metrics.validationAccuracy, metrics.test?.loss, metrics.test?.accuracy,
      proposal.prediction,
    ]
    #expect(numbers.allSatisfy { $0?.bitPattern == number.bitPattern })
    let stored = try file.queue.read { database in
      try Double?.fetchOne(database, sql: "SELECT trainLoss FROM evaluations") ?? nil
    }
    #expect((stored == nil) == !number.isFinite)
    let trial = try #require(try file.reader.trials().first)
    #expect((trial.reason == nil) == number.isFinite)
  }

  private func randomOrder(_ id: WorkOrder.ID, _ generator: inout Generator) -> OrderRecord {
    let place = Int(id) * 139 - generator.uniform(below: 139)
    let candidate = Candidate(
      key: ClassKey(high: generator.next(), low: UInt64(id)), form: randomText(&generator),
      representative: randomText(&generator),
      place: generator.uniform(below: 4) == 0 ? nil : place)
    let purpose: OrderRecord.Purpose =
      generator.uniform(below: 2) == 0
      ? .confirmation(seed: Int(generator.uniform(below: 10)))
      : .search(
        Proposal(
          number: Int(id), candidate: candidate, basis: Int64(generator.uniform(below: 99)),
          prediction: generator.uniform(below: 2) == 0 ? nil : generator.normal(),
          reason: randomText(&generator)))
    return OrderRecord(
      id: id, purpose: purpose, kind: .train, candidate: candidate,
      evaluation: EvaluationKey(
        candidate: candidate.key, seed: generator.next(),
        fidelity: Int(generator.uniform(below: 50))))
  }

  private func randomState(
    _ generator: inout Generator, sequence: Int64
  ) -> OrderRecord.State {
    func settled(_ outcome: Outcome, _ attempt: Int) -> OrderRecord.State {
      .settled(OrderRecord.Result(outcome: outcome, attempt: attempt, sequence: sequence))
    }
    switch generator.uniform(below: 6) {
    case 0: return .waiting
    case 1: return .quarantined
    case 2: return .leased(worker: randomText(&generator), incarnation: generator.next())
    case 3:
      return settled(
        .infeasible(
          Infeasibility(
            reason: generator.uniform(below: 2) == 0 ? .diverged : .nonFinite,
            epoch: Int(generator.uniform(below: 9)), step: Int(generator.uniform(below: 99)))), 1)
    case 4: return settled(.completed(.metrics(Samples.metrics(generator.uniform()))), 2)
    default:
      var metrics = Samples.metrics(generator.uniform())
      metrics.test = TestMetrics(loss: .infinity, accuracy: generator.uniform())
      return settled(.completed(.metrics(metrics)), 3)
    }
  }

  private func randomText(_ generator: inout Generator) -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "(", ",", "\"", "\\", "\n", "\u{1}", "\u{7f}", "é", "σ", "𝒇", "'", "=", "\t",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<generator.uniform(below: 12) {
      text.append(scalars[generator.uniform(below: scalars.count)])
    }
    return String(text)
  }
}
