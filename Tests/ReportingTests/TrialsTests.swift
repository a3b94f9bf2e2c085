import Activations
import JSON
import Orders
import Reporting
import Searching
import Studies
import Testing

@testable import Storage

/// What is told of trials, from a ledger's values and from a coordinator's JSON.
@Suite struct TrialsTests {
  private func candidate(_ index: Int, _ form: String) -> Candidate {
    Candidate(
      key: ClassKey(high: UInt64(index), low: 7), form: form, representative: form, place: index)
  }

  private func trial(
    _ id: WorkOrder.ID, _ index: Int, _ form: String, confirming seed: Int? = nil,
    _ state: OrderRecord.State
  ) -> Trial {
    let candidate = candidate(index, form)
    let proposal = Proposal(
      number: Int(id), candidate: candidate, basis: id - 1, prediction: 0.25, reason: "why")
    return Trial(
      order: OrderRecord(
        id: id, purpose: seed.map { .confirmation(seed: $0) } ?? .search(proposal),
        kind: .train, candidate: candidate,
        evaluation: EvaluationKey(
          candidate: candidate.key, seed: .max - UInt64(seed ?? 0), fidelity: 2),
        state: state, attempts: 1,
        failures: [OrderRecord.Failure(worker: "box", attempt: 1, reason: "it \"broke\"")],
        losses: 2),
      worker: "box", startedAt: 1, finishedAt: nil, provenance: nil)
  }

  private func completed(_ validation: Double, test: Double? = nil) -> OrderRecord.State {
    .settled(
      OrderRecord.Result(
        outcome: .completed(
          .metrics(
            Metrics(
              trainLoss: 0.5, trainAccuracy: 0.5, validationLoss: 0.5,
              validationAccuracy: validation,
              test: test.map { TestMetrics(loss: .infinity, accuracy: $0) }))),
        attempt: 1, sequence: 1))
  }

  private let infeasible = OrderRecord.State.settled(
    OrderRecord.Result(
      outcome: .infeasible(Infeasibility(reason: .diverged, epoch: 1, step: 2)), attempt: 1,
      sequence: 2))

  private var trials: [TrialRecord] {
    [
      trial(1, 1, "relu(x)", completed(0.8)), trial(2, 2, "a(x)", completed(0.9)),
      trial(3, 3, "b(x)", completed(0.95)), trial(4, 4, "c(x)", completed(.nan)),
      trial(5, 5, "d(x)", completed(0.95)), trial(6, 6, "e(x)", infeasible),
      trial(7, 7, "f(x)", .waiting), trial(8, 8, "g(x)", .leased(worker: "box", incarnation: 1)),
      trial(9, 2, "a(x)", confirming: 0, completed(0.9, test: 0.85)),
      trial(10, 2, "a(x)", confirming: 1, infeasible),
      trial(11, 1, "relu(x)", confirming: 0, completed(0.8, test: 0.8)),
      trial(12, 1, "relu(x)", confirming: 1, .quarantined),
      trial(13, 3, "b(x)", confirming: 0, .waiting),
    ].map(\.record)
  }

  /// The trials as a coordinator's answer gives them.
  private func answered(_ trials: [TrialRecord]) throws -> [TrialRecord] {
    try TrialRecord.list(try JSON(reading: JSON.list(trials.map(\.json)).description))
  }

  private let yardstick = Yardstick(baselines: [ClassKey(high: 1, low: 7)], chance: 0.1)

  @Test func `a record comes back from its JSON`() throws {
    for trial in trials {
      let again = try TrialRecord.list(try JSON(reading: JSON.list([trial.json]).description))
      #expect(again.map(\.json.description) == [trial.json.description])
    }
    let read = try answered(trials)
    #expect(read[3].metrics?.validationAccuracy.isNaN == true)
    #expect(read[8].metrics?.test?.loss.isNaN == true && read[8].metrics?.test?.accuracy == 0.85)
    #expect(read[0].metrics?.test == nil && read[5].metrics == nil)
  }

  @Test func `a key that is missing or wrong is named, and what is new is passed over`() throws {
    guard case .object(let members) = trials[0].json else { return }
    let more = JSON.object([.init("new", [1])] + members.reversed())
    #expect(try TrialRecord(try JSONFields(more)).function == "relu(x)")
    for member in members where member.value != .null {
      let rest = JSON.object(members.filter { $0.key != member.key })
      let changed = JSON.object(
        members.filter { $0.key != member.key } + [.init(member.key, .flag(true))])
      let optional = [
        "function", "candidate", "representative", "class", "worker", "startedAt", "proposal",
        "prediction",
      ]
      for json in [rest, changed] where json == changed || !optional.contains(member.key) {
        let error = #expect(throws: JSONFields.Damage.self) {
          try TrialRecord.list(.list([json]))
        }
        #expect(error?.key == "trials[0].\(member.key)")
      }
    }
  }

  @Test func `confirmed functions come first, then others as the search found them`() throws {
    let ranking = Ranking(trials, by: yardstick)
    #expect(ranking.functions == ["relu(x)", "a(x)", "b(x)", "d(x)"])
    #expect(ranking.doubt(about: "a(x)") == "no function is shown to beat relu(x)")
    let answered = Ranking(try answered(trials), by: yardstick)
    #expect(answered.functions == ranking.functions)
    #expect(answered.confirmation == ranking.confirmation)
  }

  @Test func `a confirmation counts what is settled and says what was given up`() throws {
    let table = try #require(ConfirmationTable(trials, by: yardstick))
    #expect(table.rows.map(\.function.form) == ["relu(x)", "a(x)"])
    #expect(table.rows.map(\.function.quarantinedCount) == [1, 0])
    #expect(table.rows[1].infeasibleCount == 1)
    #expect(abs(table.rows[1].test - (0.85 + 0.1) / 2) < 1e-12)
    #expect(ConfirmationTable(Array(trials.prefix(8)), by: yardstick) == nil)
  }

  @Test func `rows have what scripts read, and brief ones what people ask`() {
    let table = TrialTable(Array(trials[2...3])).table
    #expect(
      table.csv == """
        order,purpose,function,seed,fidelity,state,validationAccuracy,testAccuracy,seconds,worker,\
        attempt,reason
        3,search,b(x),18446744073709551615,2,completed,0.95,,,box,1,
        4,search,c(x),18446744073709551615,2,completed,,,,box,1,validation accuracy is nan

        """)
    #expect(
      TrialTable(Array(trials[2...3]), isBrief: true).table.text == """
        order  function  epochs  state      validation  seconds  worker
            3  b(x)           2  completed      0.9500        -  box
            4  c(x)           2  completed           -        -  box

        """)
  }

  @Test func `a status says what functions are compared by`() throws {
    let status: JSON = [
      "baselines": ["relu(x)"], "against": ["elu(x)"], "plan": "input 4x4x1\nflatten\ndense 5\n",
    ]
    let yardstick = try Yardstick(status)
    #expect(yardstick.chance == 0.2 && yardstick.baselines.count == 2)
    #expect(throws: JSONFields.Damage.self) { try Yardstick(["baselines": [], "against": []]) }
  }
}
