import Orders
import Studies
import Testing

@Suite struct KindsTests {
  private static let idle = Work.idle(
    IdleWork(rehearsal: Rehearsal(seconds: 0.5, crashes: 0.1), epochs: 3))

  private static let spectrum = Spectrum(
    layers: [Spectrum.Layer(name: "dense 1", weights: 300, edges: 3)], cdf: [0.5, 1])

  private func refusals(_ actions: [Action]) -> [Refusal] {
    actions.compactMap {
      if case .send(_, .refused(let refusal)) = $0 { refusal } else { nil }
    }
  }

  @Test func `a worker that can do nothing of what a study asks for is told what that is`() {
    var bench = Bench(budget: 1, spectra: [4])
    let name = bench.connection("old")
    let none = bench.hello("old", held: [], capabilities: ["idle", "cook"])
    #expect(
      refusals(bench.send(.hello(name, none))) == [.lacksCapability(["train", "spectrum"])])
    let some = bench.hello("old", held: [], capabilities: ["spectrum"])
    #expect(refusals(bench.send(.hello(name, some))).isEmpty)
  }

  @Test func `a worker that cannot train helps with spectra, and gets nothing else`() {
    var bench = Bench(budget: 2, spectra: [4])
    bench.join("narrow", capacity: 4, capabilities: ["spectrum"])
    #expect(bench.work.map(\.kind) == [.spectrum])
    bench.report("narrow", order: 1, attempt: 1, KindsTests.spectrum)
    #expect(bench.requests.isEmpty, "there is room for no training")
    bench.join("wide", capacity: 1)
    bench.propose(0)
    #expect(bench.orders(to: "narrow").count == 1)
    #expect(bench.orders(to: "wide").count == 1 && bench.work.last?.kind == .train)
  }

  @Test func `a rehearsal's orders are idle, and what comes of them is made up`() {
    var bench = Bench(budget: 2, work: Self.idle)
    bench.join("trainer", capacity: 1)
    #expect(bench.requests.isEmpty)
    bench.join("idler", capacity: 1, capabilities: ["idle"])
    bench.propose(3)
    guard case .idle(let work) = bench.work.last else {
      Issue.record("\(String(describing: bench.work.last))")
      return
    }
    #expect(work.function == "f3" && work.seed == 1 && work.epochs == 3)
    #expect(work.rehearsal.crashes == 0.1 && !work.measuresTest)
    let metrics = bench.metrics(0.5)
    bench.report("idler", order: 1, attempt: 1, .completed(.madeUp(metrics)))
    #expect(bench.ledger.order(1)?.state.outcome == .completed(.madeUp(metrics)))
    #expect(bench.requests.last?.observations == [.init(candidate: Bench.candidate(3), value: 0.5)])
  }

  @Test(arguments: [
    (
      Bench.training, Finding.madeUp(Metrics(0.5)),
      "a rehearsal was reported for an order of a training"
    ),
    (idle, .metrics(Metrics(0.5)), "a training was reported for an order of a rehearsal"),
    (idle, .spectrum(KindsTests.spectrum), "a spectrum was reported for an order of a rehearsal"),
  ])
  func `what another kind of work finds counts as a failure`(
    work: Work, finding: Finding, reason: String
  ) {
    var bench = Bench(budget: 1, work: work)
    bench.join("a", capacity: 1, capabilities: ["train", "idle"])
    bench.propose(0)
    bench.report("a", order: 1, attempt: 1, .completed(finding))
    #expect(bench.ledger.order(1)?.failures.map(\.reason) == [reason])
  }

  @Test func `a confirmation has the epochs of its keys, with a whole schedule for them`() throws {
    var bench = Bench(budget: 1, top: 1, work: Bench.training(epochs: 3, horizon: 6))
    bench.restart(confirmationEpochs: 10)
    bench.join("a", capacity: 1)
    bench.propose(0)
    bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    bench.report("a", order: 2, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    let recipes = bench.work.compactMap { work -> Recipe? in
      if case .train(let training) = work { training.recipe } else { nil }
    }
    #expect(recipes.map(\.epochs) == [3, 10, 10])
    #expect(recipes.map(\.scheduledEpochs) == [6, 10, 10])
    #expect(bench.ledger.orders.map(\.evaluation.fidelity) == [3, 10, 10])
  }

  @Test func `other epochs of the confirmation train only what is missing`() {
    var bench = Bench(budget: 1, top: 1)
    bench.join("a", capacity: 1)
    bench.propose(0)
    for id in Int64(1)...3 {
      bench.report("a", order: id, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    }
    #expect(bench.endings == [.finished])
    for (epochs, count) in [(4, 5), (4, 5), (nil, 5), (4, 5), (5, 7)] {
      bench.restart(confirmationEpochs: epochs)
      #expect(bench.ledger.orders.count == count)
      bench.join("a", capacity: 2)
      for order in bench.ledger.orders where order.state.outcome == nil {
        bench.report("a", order: order.id, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
      }
    }
    #expect(bench.ledger.orders.map(\.evaluation.fidelity) == [1, 1, 1, 4, 4, 5, 5])
  }
}

extension Metrics {
  fileprivate init(_ accuracy: Double) {
    self.init(
      trainLoss: 1, trainAccuracy: accuracy, validationLoss: 1, validationAccuracy: accuracy)
  }
}

extension OrderRecord.State {
  fileprivate var outcome: Outcome? {
    if case .settled(let result) = self { result.outcome } else { nil }
  }
}
