import Messages
import Orders
import Studies
import Testing

@testable import Working

@Suite struct `worker that drains` {
  @Test func `an idle worker leaves at once`() {
    var bench = Bench.welcomed()
    bench.apply(.drain(reason: "SIGTERM"))
    #expect(
      bench.sent == [
        .heartbeat(held: []), .ready(capacity: 0), .goodbye(reason: "drained"),
      ])
    #expect(bench.ending == WorkerEnding(exitCode: 0, reason: "drained"))
  }

  @Test func `a worker that never met its coordinator leaves at once`() {
    var bench = Bench()
    bench.apply(.tick)
    bench.apply(.drain(reason: "SIGTERM"))
    #expect(bench.sent.isEmpty)
    #expect(bench.ending?.exitCode == 0)
  }

  @Test func `what runs may end, and its report is acknowledged, before the worker leaves`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.drain(reason: "SIGTERM"))
    #expect(bench.sent == [.heartbeat(held: [lease(1)]), .ready(capacity: 0)])
    bench.hear(.order(order(2), attempt: 1))
    #expect(bench.reports.map(\.outcome) == [.cancelled])
    bench.hear(.acknowledged(lease(2), sequence: 4))
    bench.wait(.seconds(1))
    #expect(bench.sent == [.heartbeat(held: [lease(1)]), .ready(capacity: 0)])
    bench.apply(.slot(0, .report(completed(1))))
    #expect(bench.reports == [completed(1)])
    #expect(bench.ending == nil)
    bench.hear(.acknowledged(lease(1), sequence: 5))
    #expect(bench.sent == [.goodbye(reason: "drained")])
    #expect(bench.ending?.exitCode == 0)
  }

  @Test func `asked twice, a worker gives back what runs`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.drain(reason: "SIGTERM"))
    bench.apply(.drain(reason: "SIGTERM"))
    #expect(bench.actions.contains(.stop(slot: 0, lease(1))))
    #expect(bench.reports == [Report(lease: lease(1), outcome: .cancelled, provenance: nil)])
    bench.apply(.slot(0, .report(completed(1))))
    #expect(bench.reports.isEmpty)
    bench.hear(.acknowledged(lease(1), sequence: 5))
    #expect(bench.ending?.exitCode == 0)
  }

  @Test func `what runs longer than the grace is given back`() {
    var bench = Bench.welcomed(patience: Patience(grace: .seconds(3)))
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.drain(reason: "SIGTERM"))
    bench.wait(.seconds(3))
    #expect(bench.actions.contains(.stop(slot: 0, lease(1))))
    bench.wait(.milliseconds(250))
    #expect(bench.reports.map(\.outcome) == [.cancelled])
    // The coordinator does not answer.
    let actions = bench.wait(.seconds(5), every: .milliseconds(250))
    #expect(actions.contains(.end(WorkerEnding(exitCode: 0, reason: "drained in haste"))))
  }

  @Test func `without a coordinator, reports are kept for the grace`() {
    var bench = Bench.welcomed(patience: Patience(grace: .seconds(30)))
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.disconnected)
    bench.apply(.drain(reason: "SIGTERM"))
    bench.apply(.slot(0, .report(completed(1))))
    let early = bench.wait(.seconds(29), every: .milliseconds(250))
    #expect(early.isEmpty)
    bench.apply(.connected)
    bench.hear(.welcome(Welcome(study: "name", heartbeat: .seconds(1))))
    #expect(bench.reports == [completed(1)])
    bench.hear(.acknowledged(lease(1), sequence: 5))
    #expect(bench.ending?.exitCode == 0)
  }

  @Test func `orders that wait for a slot are given back`() {
    var bench = Bench.welcomed(slots: 1)
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.cancel(lease(1)))
    bench.hear(.order(order(2), attempt: 1))
    bench.apply(.drain(reason: "SIGTERM"))
    #expect(bench.reports == [Report(lease: lease(2), outcome: .cancelled, provenance: nil)])
  }

  @Test func `a machine without the data gives its order back and leaves with the reason`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.order(order(2), attempt: 3))
    bench.apply(.slot(0, .unfit(reason: "no data")))
    // No room comes first, or the order would be sent here again.
    #expect(
      bench.sent == [
        .heartbeat(held: [lease(2, 3), lease(1)]), .ready(capacity: 0),
        .report(Report(lease: lease(1), outcome: .cancelled, provenance: nil)),
      ])
    bench.hear(.acknowledged(lease(1), sequence: 3))
    #expect(bench.ending == nil, "what runs may end")
    bench.apply(.slot(1, .unfit(reason: "no data either")))
    bench.hear(.acknowledged(lease(2, 3), sequence: 4))
    #expect(bench.sent == [.goodbye(reason: "no data")])
    #expect(bench.ending == WorkerEnding(exitCode: 2, reason: "no data"))
  }

  @Test(arguments: [true, false])
  func `a machine without the data ends with 2 though nobody answers`(isConnected: Bool) {
    var bench = Bench.welcomed(patience: Patience(grace: .seconds(3)))
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.slot(0, .unfit(reason: "no data")))
    if !isConnected { bench.apply(.disconnected) }
    bench.wait(.seconds(8))
    #expect(bench.actions.contains(.end(WorkerEnding(exitCode: 2, reason: "no data"))))
  }

  @Test func `an order that was cancelled before the slot knew of its lack ends no worker`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.cancel(lease(1)))
    bench.apply(.slot(0, .unfit(reason: "no data")))
    #expect(bench.reports.isEmpty && bench.ending == nil)
    bench.hear(.order(order(2), attempt: 1))
    #expect(bench.actions.contains(.evaluate(slot: 0, order(2), attempt: 1)))
  }

  @Test func `a worker drains by itself when its lifetime is over`() {
    var bench = Bench.welcomed(patience: Patience(lifetime: .seconds(10)))
    #expect(!bench.wait(.seconds(9), every: .seconds(1)).contains { $0.isEnd })
    bench.wait(.seconds(1))
    #expect(bench.ending == WorkerEnding(exitCode: 0, reason: "drained"))
  }
}

extension WorkerState.Action {
  fileprivate var isEnd: Bool {
    if case .end = self { true } else { false }
  }
}
