import GRDB
import JSON
import Orders
import Studies
import Testing

@testable import Storage

@Suite struct KindsTests {
  private static let findings: [(Work.Kind, Finding)] = [
    (.train, .metrics(Samples.metrics(0.5))), (.spectrum, .spectrum(nil)),
    (.idle, .madeUp(Samples.metrics(0.75))),
  ]

  /// Adds an order of every kind of work, settled, and one about no function to the ledger that
  /// `SpectraTests.fill` fills.
  static func fill(_ file: LedgerFile) throws {
    let orders = try file.snapshot().orders.count
    for (place, (kind, finding)) in findings.enumerated() {
      let (id, sequence) = (Int64(orders + place + 1), Int64(13 + place))
      let candidate = Samples.candidate(100 + place)
      let result = OrderRecord.Result(
        outcome: .completed(finding), attempt: 1, sequence: sequence)
      try file.commit([
        .order(
          OrderRecord(
            id: id, purpose: .confirmation(seed: 0), kind: kind, candidate: candidate,
            evaluation: EvaluationKey(candidate: candidate.key, seed: 1, fidelity: 10),
            state: .settled(result), attempts: 1)),
        .evaluation(
          EvaluationRecord(
            order: id, attempt: 1, worker: "a", outcome: result.outcome, provenance: nil,
            startedAt: nil, finishedAt: 1, sequence: sequence)),
        .journal(Samples.entry(sequence, .reported, ["order": .whole(id)])),
      ])
    }
    try file.commit([
      .order(
        OrderRecord(
          id: Int64(orders + findings.count + 1), purpose: .confirmation(seed: 0), kind: .idle,
          candidate: nil, evaluation: EvaluationKey(candidate: nil, seed: 1, fidelity: 2)))
    ])
  }

  private func filled() throws -> LedgerFile {
    let file = try LedgerFile.inMemory(study: try Samples.study())
    try LedgerReaderTests.fill(file)
    try SpectraTests.fill(file)
    try Self.fill(file)
    return file
  }

  @Test func `orders of every kind of work come back, with what they found`() throws {
    #expect(Self.findings.map(\.0) == Work.Kind.allCases)
    let file = try filled()
    let orders = try file.snapshot().orders.suffix(4)
    for (order, (kind, finding)) in zip(orders, Self.findings) {
      guard case .settled(let result) = order.state else {
        Issue.record("\(order.state)")
        continue
      }
      #expect(order.kind == kind && result.outcome == .completed(finding))
      #expect(order.evaluation.fidelity == 10)
    }
  }

  @Test func `what a rehearsal made up is marked, for people and in its row`() throws {
    let file = try filled()
    let marked = try file.queue.read {
      try Int64.fetchAll($0, sql: "SELECT \"order\" FROM evaluations WHERE finding IS NOT NULL")
    }
    #expect(marked == [19])
    let trials = try file.reader.trials()
    #expect(
      trials.filter { $0.reason == "made up in a rehearsal" }.map(\.order.id) == marked)
  }

  @Test func `an order may be about no function`() throws {
    let file = try filled()
    let order = try #require(try file.snapshot().orders.last)
    #expect(order.candidate == nil && order.evaluation.candidate == nil && order.kind == .idle)
    let again = OrderRecord(
      id: order.id + 1, purpose: order.purpose, kind: .idle, candidate: nil,
      evaluation: order.evaluation)
    try file.commit([.order(again)])
    #expect(try file.snapshot().orders.suffix(2) == [order, again])
    let json = try #require(try file.reader.trials().last).json.description
    #expect(json.contains(#""function":null,"candidate":null,"representative":null,"class":null"#))
  }
}
