import Activations
import JSON
import Orders
import Reporting
import Searching
import Studies
import Testing

@testable import Storage

/// A study that is judged by a loss: smaller is better everywhere.
@Suite struct MetricTests {
  private func trial(
    _ id: WorkOrder.ID, _ form: String, loss: Double, accuracy: Double, test: Double? = nil
  ) -> TrialRecord {
    let candidate = Candidate(
      key: ClassKey(high: 0, low: UInt64(form.utf8.reduce(0) { $0 + Int($1) })), form: form,
      representative: form, place: 1)
    let proposal = Proposal(
      number: Int(id), candidate: candidate, basis: 0, prediction: nil, reason: "why")
    let metrics = Metrics(
      trainLoss: 1, trainAccuracy: 0, validationLoss: loss, validationAccuracy: accuracy,
      test: test.map { TestMetrics(loss: $0, accuracy: 0.5) })
    return Trial(
      order: OrderRecord(
        id: id, purpose: test == nil ? .search(proposal) : .confirmation(seed: Int(id)),
        kind: .train, candidate: candidate,
        evaluation: EvaluationKey(candidate: candidate.key, seed: UInt64(id), fidelity: 1),
        state: .settled(
          OrderRecord.Result(outcome: .completed(.metrics(metrics)), attempt: 1, sequence: 1)),
        attempts: 1), worker: nil, startedAt: nil, finishedAt: nil, provenance: nil
    ).record
  }

  private let yardstick = Yardstick(
    baselines: [], metric: .validationLoss,
    chance: Metric.validationLoss.infeasibleValue(classes: 10))

  @Test func `functions are ranked by their losses, the least first`() throws {
    let trials = [
      trial(1, "a(x)", loss: 0.5, accuracy: 0.9), trial(2, "b(x)", loss: 0.25, accuracy: 0.5),
      trial(3, "c(x)", loss: .infinity, accuracy: 0.99),
      trial(4, "d(x)", loss: 0.5, accuracy: 0.1),
    ]
    #expect(Ranking(trials, by: yardstick).functions == ["b(x)", "a(x)", "d(x)"])
    let confirmed = [
      trial(5, "a(x)", loss: 0.5, accuracy: 0.9, test: 0.125),
      trial(6, "b(x)", loss: 0.25, accuracy: 0.5, test: 0.75),
    ]
    let ranking = Ranking(trials + confirmed, by: yardstick)
    #expect(ranking.functions == ["a(x)", "b(x)", "d(x)"])
    #expect(ranking.confirmation?.rows.map(\.test) == [0.125, 0.75])
  }

  @Test func `tables show losses under their names`() {
    let table = TrialTable(
      [trial(1, "a(x)", loss: 0.5, accuracy: 0.9, test: 0.25)], metric: .validationLoss
    ).table
    #expect(
      table.csv.hasPrefix("order,purpose,function,seed,fidelity,state,validationLoss,testLoss"))
    #expect(table.csv.contains(",completed,0.5,0.25,"))
  }

  @Test func `the map's best results are the brightest`() {
    func map(_ metric: Metric) -> String {
      let points = [("a", 0.9), ("b", 0.1)].map { name, value in
        MapPlot.Point(x: 0, y: 0, value: value, name: name, isMarked: false)
      }
      return MapPlot(title: "t", points: points, metric: metric).text
    }
    #expect(map(.validationAccuracy).contains("fill=\"rgb(253,231,37)\"><title>a 0.9000</title>"))
    #expect(map(.validationLoss).contains("fill=\"rgb(253,231,37)\"><title>b 0.1000</title>"))
  }

  @Test func `a status names a metric that is not the usual one`() throws {
    func metric(_ status: JSON) throws -> Metric { try Metric(status: try JSONFields(status)) }
    #expect(try metric([:]) == .validationAccuracy)
    #expect(try metric(["metric": "validation-loss"]) == .validationLoss)
    #expect(throws: JSONFields.Damage.self) { try metric(["metric": "length"]) }
  }

  @Test func `a reported result is read by its keys`() throws {
    let metrics = Metrics(
      trainLoss: 1, trainAccuracy: 0.5, validationLoss: 0.25, validationAccuracy: 0.75)
    let entry = JSON.object(
      [.init("order", 3), .init("function", "a(x)"), .init("purpose", "search")]
        + Outcome.completed(.metrics(metrics)).fields)
    let result = try ReportedResult(entry)
    #expect(result.metrics == metrics && result.order == 3 && result.purpose == .search)
    #expect(throws: JSONFields.Damage.self) { try ReportedResult(["order": 3]) }
  }
}
