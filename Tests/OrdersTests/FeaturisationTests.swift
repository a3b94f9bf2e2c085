import Activations
import JSON
import Orders
import Studies
import Testing

@Suite struct FeaturisationTests {
  private func spectrum(_ value: Float = 0.5, edges: Int = 3) -> Spectrum {
    Spectrum(
      layers: [Spectrum.Layer(name: "dense 1", weights: 300, edges: edges)],
      cdf: Array(repeating: value, count: edges - 1))
  }

  @Test func `spectra come first, and the search begins when the last one has come`() {
    var bench = Bench(budget: 2, spectra: [4, 2, 9])
    #expect(bench.ledger.standing.phase == .featurisation)
    #expect(bench.ledger.orders.map(\.candidate?.place) == [4, 2, 9])
    bench.join("a", capacity: 2)
    #expect(bench.orders(to: "a").map(\.order) == [1, 2] && bench.requests.isEmpty)
    bench.report("a", order: 1, attempt: 1, spectrum())
    bench.report("a", order: 2, attempt: 1, spectrum())
    #expect(bench.orders(to: "a").map(\.order) == [1, 2, 3] && bench.requests.isEmpty)
    let actions = bench.report("a", order: 3, attempt: 1, spectrum(0.25))
    #expect(
      actions.contains(
        .store(
          .spectrum(
            SpectrumRecord(
              order: 3, candidate: Bench.candidate(9), version: SpectrumRecipe.version,
              spectrum: spectrum(0.25))))
      ))
    #expect(bench.ledger.standing.phase == .search)
    #expect(bench.requests.map(\.number) == [1])
    #expect(
      bench.entries.last?.fields == ["completed": 3, "infeasible": 0, "quarantined": 0])
    #expect(bench.kinds.count { $0 == .featurised } == 3 && !bench.kinds.contains(.reported))
  }

  @Test func `an order of a spectrum says what is wanted`() throws {
    var bench = Bench(budget: 2, spectra: [4])
    bench.join("a", capacity: 1)
    guard case .spectrum(let work) = try #require(bench.work.first) else {
      Issue.record("\(bench.work)")
      return
    }
    #expect(work.expression == "f4" && work.recipe == SpectrumRecipe(batch: 7))
    #expect(work.version == SpectrumRecipe.version)
  }

  @Test func `a function without a spectrum is a result, and uses no budget`() {
    var bench = Bench(budget: 1, spectra: [4, 2])
    bench.join("a", capacity: 1)
    bench.report("a", order: 1, attempt: 1, .infeasible(.init(reason: .uncountable, layer: "x")))
    bench.report("a", order: 2, attempt: 1, spectrum())
    #expect(bench.entries.last?.fields == ["completed": 1, "infeasible": 1, "quarantined": 0])
    bench.propose(4)
    bench.report("a", order: 3, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    #expect(bench.endings == [.finished])
  }

  @Test func `a spectrum that fails three times is given up, and the search begins without it`() {
    var bench = Bench(budget: 1, spectra: [4])
    bench.join("a", capacity: 1)
    for attempt in 1...3 {
      bench.report("a", order: 1, attempt: attempt, .failed("crashed"))
      bench.pass(.seconds(2), heartbeats: ["a"])
    }
    #expect(bench.ledger.order(1)?.state == .quarantined)
    #expect(bench.ledger.standing.phase == .search && bench.requests.count == 1)
  }

  @Test func `a worker without the capability gets none, and an event says why`() throws {
    var bench = Bench(budget: 1, spectra: [4])
    bench.join("old", capacity: 2, capabilities: ["train"])
    bench.pass(.seconds(9), heartbeats: ["old"])
    #expect(bench.orders(to: "old").isEmpty && !bench.kinds.contains(.idle))
    bench.pass(.seconds(3), heartbeats: ["old"])
    let idle = try #require(bench.entries.first { $0.kind == .idle })
    #expect("\(idle.fields)".contains("the worker cannot do work of kind 'spectrum'"))
    bench.join("new", capacity: 1)
    #expect(bench.orders(to: "new").map(\.order) == [1])
    bench.report("new", order: 1, attempt: 1, spectrum())
    bench.propose(0)
    #expect(bench.orders(to: "old").map(\.order) == [2])
  }

  @Test func `spectra survive a restart in the middle of them`() {
    var bench = Bench(budget: 1, spectra: [4, 2, 7])
    bench.join("a", capacity: 1)
    bench.report("a", order: 1, attempt: 1, spectrum())
    bench.restart()
    #expect(bench.ledger.standing.phase == .featurisation && bench.ledger.orders.count == 3)
    bench.send(.hello(bench.connection("a"), bench.hello("a", held: [.init(order: 2, attempt: 1)])))
    bench.send(.ready(bench.connection("a"), capacity: 1))
    bench.report("a", order: 2, attempt: 1, spectrum())
    bench.report("a", order: 3, attempt: 1, spectrum())
    #expect(bench.kinds.count { $0 == .featurisationStarted } == 1)
    #expect(bench.ledger.standing.phase == .search && bench.requests.count == 1)
    bench.restart()
    #expect(bench.ledger.standing.phase == .search)
    #expect(bench.kinds.count { $0 == .featurisationFinished } == 1)
  }

  @Test func `a study that has ended goes back to spectra when it asks for some`() {
    var bench = Bench(budget: 1, top: 1, against: [9])
    bench.join("a", capacity: 3)
    bench.propose(4)
    for order in 1...5 {
      bench.report("a", order: Int64(order), attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    }
    #expect(bench.endings == [.finished] && bench.ledger.orders.count == 5)
    bench.restart(budget: 2, spectra: [4, 2])
    #expect(bench.ledger.standing.phase == .featurisation)
    bench.join("a", capacity: 3)
    #expect(bench.orders(to: "a").suffix(2).map(\.order) == [6, 7] && bench.requests.count == 1)
    bench.report("a", order: 6, attempt: 1, spectrum())
    bench.restart(spectra: [4, 2, 3])
    #expect(bench.ledger.orders.suffix(3).map(\.candidate?.place) == [4, 2, 3])
    bench.join("a", capacity: 3)
    bench.pass(.seconds(12), heartbeats: ["a"])
    bench.report("a", order: 7, attempt: 2, spectrum())
    #expect(bench.requests.count == 1, "nothing is proposed while a spectrum is to come")
    bench.report("a", order: 8, attempt: 1, spectrum())
    bench.propose(6)
    for order in bench.ledger.orders.dropFirst(8) {
      bench.report("a", order: order.id, attempt: 1, .completed(.metrics(bench.metrics(0.75))))
    }
    for order in bench.ledger.orders.dropFirst(9) {
      bench.report("a", order: order.id, attempt: 1, .completed(.metrics(bench.metrics(0.75))))
    }
    #expect(bench.endings == [.finished, .finished])
    #expect(bench.kinds.count { $0 == .featurisationFinished } == 1)
  }

  @Test func `a result counts although its attempt was reported as failed before`() {
    var bench = Bench(budget: 1, spectra: [4])
    bench.join("a", capacity: 1)
    for _ in 1...2 { bench.report("a", order: 1, attempt: 1, .failed("crashed")) }
    #expect(bench.ledger.order(1)?.failures.count == 1)
    bench.report("a", order: 1, attempt: 1, spectrum())
    #expect(bench.ledger.standing.phase == .search && bench.kinds.last == .featurisationFinished)
  }

  @Test func `what contradicts the order is a failure of the worker`() throws {
    var bench = Bench(budget: 1, spectra: [4, 2])
    bench.join("a", capacity: 2)
    bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    #expect(bench.ledger.order(1)?.failures.map(\.reason).first?.contains("a training was") == true)
    bench.report("a", order: 2, attempt: 1, spectrum())
    bench.pass(.seconds(12), heartbeats: ["a"])
    let actions = bench.report("a", order: 1, attempt: 2, spectrum(edges: 4))
    #expect(!actions.contains { if case .store(.spectrum) = $0 { true } else { false } })
    let failure = try #require(bench.ledger.order(1)?.failures.last)
    #expect(
      failure.reason == "its spectrum has 3 values in 1 layers; expected 2 values in 1")
  }

  @Test func `baselines come first, then others at random, each once`() {
    let all = (0..<50).map(Bench.candidate)
    func list(_ count: Int, seed: UInt64 = 1) -> [Int] {
      Terms.Featurising(
        count, baselines: [all[7], all[3], all[7]], others: all.map(\.key),
        candidate: { key in all[Int(key.low)] }, work: Bench.spectrum,
        layout: [], seed: seed
      ).candidates.compactMap(\.place)
    }
    #expect(list(1) == [7, 3])
    #expect(list(10).prefix(2) == [7, 3] && Set(list(10)).count == 10)
    #expect(Array(list(20).prefix(10)) == list(10), "a larger count only adds")
    #expect(list(10) != list(10, seed: 2))
    #expect(list(1_000).sorted() == Array(0..<50))
  }

  @Test func `a policy is told what still runs`() {
    var bench = Bench(budget: 5)
    bench.join("a", capacity: 3)
    for candidate in [8, 6, 4] { bench.propose(candidate) }
    bench.report("a", order: 2, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    #expect(bench.requests.last?.running == Bench.keys([8, 4]))
    #expect(bench.requests.last?.taken == Bench.keys([8, 6, 4]))
    var ordered = Bench(budget: 5, inOrder: 2)
    ordered.join("a", capacity: 2)
    for candidate in [8, 6] { ordered.propose(candidate) }
    ordered.report("a", order: 2, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    ordered.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    #expect(
      ordered.requests.last?.running == Bench.keys([6]),
      "in order, what has come since is not known")
    #expect(ordered.requests.last?.observations.map(\.candidate.place) == [8])
  }
}
