import Activations
import Foundation
import JSON
import Orders
import Studies
import TestSupport
import Testing

@testable import Storage

@Suite struct LedgerReaderTests {
  /// Fills a ledger with a little of everything.
  static func fill(_ file: LedgerFile) throws {
    var changes: [Change] = []
    let outcomes: [Outcome] = [
      .completed(.metrics(Samples.metrics(0.8))), .completed(.metrics(Samples.metrics(0.9))),
      .infeasible(Infeasibility(reason: .diverged, epoch: 1, step: 3)),
      .completed(.metrics(Samples.metrics(.nan))), .completed(.metrics(Samples.metrics(0.9))),
    ]
    for (place, outcome) in outcomes.enumerated() {
      let id = Int64(place + 1)
      changes += Samples.settled(id, sequence: id, outcome: outcome)
    }
    changes.append(
      .order(Samples.search(6, state: .leased(worker: "box-2", incarnation: 9), attempts: 2)))
    changes.append(.order(Samples.search(7)))
    var quarantined = Samples.search(8, state: .quarantined, attempts: 3)
    quarantined.failures = [OrderRecord.Failure(worker: "box-2", attempt: 1, reason: "crashed")]
    changes.append(.order(quarantined))
    for (offset, (place, of)) in [(0, 5), (0, 2), (1, 5), (1, 2)].enumerated() {
      let candidate = Samples.candidate(of)
      let id = Int64(9 + offset)
      var metrics = Samples.metrics(0.85)
      metrics.test = TestMetrics(loss: 0.4, accuracy: 0.84)
      let sequence = Int64(6 + offset)
      let result = OrderRecord.Result(
        outcome: .completed(.metrics(metrics)), attempt: 1, sequence: sequence)
      changes.append(
        .order(
          OrderRecord(
            id: id, purpose: .confirmation(seed: place), kind: .train, candidate: candidate,
            evaluation: EvaluationKey(
              candidate: candidate.key, seed: UInt64(100 + place), fidelity: 2),
            state: .settled(result), attempts: 1)))
      changes.append(
        .evaluation(
          EvaluationRecord(
            order: id, attempt: 1, worker: "box-1", outcome: result.outcome, provenance: nil,
            startedAt: nil, finishedAt: 7, sequence: sequence)))
      changes.append(.journal(Samples.entry(sequence, .reported, ["order": .whole(id)])))
    }
    changes.append(
      .standing(Standing(phase: .confirmation, incarnation: 2, proposals: 8)))
    try file.commit(changes)
  }

  private func withReader(_ body: (LedgerReader) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let file = try LedgerFile.open(at: path, study: try Samples.study())
      try Self.fill(file)
      // Once beside the coordinator, once after it.
      try body(try LedgerReader.open(at: path))
      try file.close()
      try body(try LedgerReader.open(at: path))
    }
  }

  @Test func `trials are one record an evaluation`() throws {
    try withReader { reader in
      let trials = try reader.trials()
      #expect(
        trials.map(\.state.rawValue) == [
          "completed", "completed", "infeasible", "completed", "completed", "running", "waiting",
          "quarantined", "completed", "completed", "completed", "completed",
        ])
      #expect(trials.map(\.worker)[4...7] == ["box-1", "box-2", nil, nil])
      #expect(trials.map(\.attempt)[4...7] == [1, 2, 0, 3])
      #expect(trials[2].reason == "diverged in epoch 1, step 3")
      #expect(trials[3].reason == "validation accuracy is nan")
      #expect(trials[7].reason == "crashed")
      #expect(trials[0].startedAt == 1_790_000_000_000)
      #expect(trials[0].finishedAt == 1_790_000_001_000)
      let curve = try #require(trials[0].provenance?.curve)
      #expect(trials[0].provenance?.kernels == "Haswell")
      #expect(curve.map(\.seconds) == [0.5] && curve[0].trainLoss.isNaN)
      #expect(
        trials[0].json.description.hasPrefix(
          #"{"order":1,"purpose":"search","function":"relu(x)","#
            + #""candidate":"fffffffffffffffe0000000000000001","#
            + #""representative":"sub(relu(x),zero(x))","class":1,"#
            + #""seed":"18446744073709551610","#
            + #""fidelity":2,"state":"completed","trainLoss":0.30000000000000004,"#))
      #expect(trials[3].json.description.contains(#""validationAccuracy":null"#))
      #expect(trials[8].json.description.contains(#""testAccuracy":0.84"#))
    }
  }

  @Test func `the best are completed ones`() throws {
    try withReader { reader in
      let best = try [10, 1, 0].map { try reader.best($0).map(\.order.id) }
      #expect(best == [[2, 5, 1], [2], []])
    }
  }

  @Test func `equals come as they were proposed, whatever their classes`() throws {
    let file = try LedgerFile.inMemory(study: try Samples.study())
    for (id, index) in [(1, 7), (2, 3), (3, 9), (4, 1)] as [(Int64, Int)] {
      let outcome = Outcome.completed(.metrics(Samples.metrics(id == 3 ? 0.9 : 0.8)))
      var changes = Samples.settled(id, sequence: id, outcome: outcome)
      let result = OrderRecord.Result(outcome: outcome, attempt: 1, sequence: id)
      changes[0] = .order(Samples.search(id, class: index, state: .settled(result), attempts: 1))
      try file.commit(changes)
    }
    let best = try file.reader.best(9)
    #expect(best.map(\.order.id) == [3, 1, 2, 4])
    #expect(best.map(\.order.candidate?.place) == [9, 7, 3, 1])
  }

  @Test func `a confirmation comes candidate by candidate, seed by seed`() throws {
    try withReader { reader in
      let trials = try reader.confirmation()
      #expect(trials.map(\.order.id) == [9, 11, 10, 12])
      #expect(trials.map(\.order.evaluation.seed) == [100, 101, 100, 101])
    }
  }

  @Test func `a status counts orders by purpose and state`() throws {
    try withReader { reader in
      let status = try reader.status()
      let baselines = Space.publishedBaselines.map { "\"\($0)\"" }.joined(separator: ",")
      #expect(
        status.json.description
          == #"{"study":"sample","id":"6B1F0C0A-0000-4000-8000-000000000001","#
          + #""phase":"confirmation","incarnation":2,"budget":20,"settled":5,"proposals":8,"#
          + #""spectra":{"waiting":0,"running":0,"completed":0,"infeasible":0,"quarantined":0},"#
          + #""search":{"waiting":1,"running":1,"completed":4,"infeasible":1,"quarantined":1},"#
          + #""confirmation":{"waiting":0,"running":0,"completed":4,"infeasible":0,"#
          + #""quarantined":0},"sequence":9,"time":1790000000009,"dataset":"generated","#
          + #""network":"mlp","program":"0.1.0","plan":"input 8x8x1; dense 10","#
          + #""baselines":[\#(baselines)],"against":["relu(x)","swish(x)"]}"#)
      #expect(try reader.begun() == (try Samples.study()))
    }
  }

  @Test func `a reader follows a coordinator that writes`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let file = try LedgerFile.open(at: path, study: try Samples.study())
      let reader = try LedgerReader.open(at: path)
      for sequence in 1...20 as ClosedRange<Int64> {
        try file.commit([.journal(Samples.entry(sequence))])
        let seen = try reader.journal(since: sequence - 1, limit: 5).map(\.sequence)
        #expect(seen == [sequence])
      }
    }
  }
}
