import Messages
import Orders
import Studies
import Testing

@testable import Working

@Suite struct `worker and slots` {
  @Test func `orders go to free slots, and each order once`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    #expect(bench.actions.contains(.evaluate(slot: 0, order(1), attempt: 1)))
    bench.hear(.order(order(1), attempt: 1))
    #expect(bench.actions.isEmpty)
    bench.hear(.order(order(2), attempt: 1))
    #expect(bench.actions.contains(.evaluate(slot: 1, order(2), attempt: 1)))
    bench.apply(.slot(0, .report(completed(1))))
    // The report is on its way: the lease is still held.
    bench.hear(.order(order(1), attempt: 1))
    #expect(bench.actions.isEmpty)
  }

  @Test func `an order beyond capacity is given back`() {
    var bench = Bench.welcomed(slots: 1)
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.order(order(2), attempt: 1))
    #expect(
      bench.reports == [Report(lease: lease(2), outcome: .cancelled, provenance: nil)])
  }

  @Test func `a cancelled evaluation ends without a report, and frees its slot`() {
    var bench = Bench.welcomed(slots: 1)
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.cancel(lease(1)))
    #expect(bench.actions.contains(.stop(slot: 0, lease(1))))
    #expect(bench.state.held(of: Bench.study).isEmpty)
    // The next order waits for the slot to stop.
    bench.hear(.order(order(2), attempt: 1))
    #expect(bench.sent.isEmpty)
    #expect(bench.state.held(of: Bench.study) == [lease(2)])
    bench.apply(.slot(0, .report(completed(1))))
    #expect(bench.reports.isEmpty)
    #expect(bench.actions.contains(.evaluate(slot: 0, order(2), attempt: 1)))
  }

  @Test func `a slot that does not stop is killed`() {
    var bench = Bench.welcomed(slots: 1)
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.cancel(lease(1)))
    bench.wait(.seconds(9))
    #expect(!bench.actions.contains(.kill(slot: 0)))
    bench.wait(.seconds(1))
    #expect(bench.actions.contains(.kill(slot: 0)))
    bench.apply(.slot(0, .ended(reason: "killed")))
    #expect(bench.reports.isEmpty)
    #expect(bench.actions.contains(.start(slot: 0)))
  }

  @Test func `a crash costs its evaluation alone`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.order(order(2), attempt: 1))
    bench.apply(.slot(0, .ended(reason: "the slot ended by signal 6 (abort)")))
    #expect(
      bench.reports == [
        Report(
          lease: lease(1), outcome: .failed("the slot ended by signal 6 (abort)"),
          provenance: nil)
      ])
    #expect(bench.actions.contains(.start(slot: 0)))
    #expect(bench.state.held(of: Bench.study) == [lease(2), lease(1)])
  }

  @Test func `a slot that crashes again and again is restarted ever more slowly`() {
    var bench = Bench.welcomed(slots: 1)
    var pauses: [Duration] = []
    for _ in 0..<9 {
      bench.apply(.slot(0, .ended(reason: "crashed")))
      let ended = bench.now
      while !bench.actions.contains(.start(slot: 0)) { bench.wait(.milliseconds(500)) }
      pauses.append(bench.now - ended)
    }
    #expect(pauses == [0, 1, 2, 4, 8, 16, 30, 30, 30].map { .seconds($0) })
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.slot(0, .report(completed(1))))
    bench.apply(.slot(0, .ended(reason: "crashed")))
    #expect(bench.actions.contains(.start(slot: 0)))
  }

  @Test func `a slot that was killed on purpose is restarted at once`() {
    var bench = Bench.welcomed(slots: 1)
    for id in 1...5 as ClosedRange<Int64> {
      bench.hear(.order(order(id), attempt: 1))
      bench.apply(.slot(0, .memory(1_000)))
      #expect(bench.actions.contains(.kill(slot: 0)))
      bench.apply(.slot(0, .ended(reason: "killed")))
      #expect(bench.actions.contains(.start(slot: 0)))
      bench.hear(.acknowledged(lease(id), sequence: id))
    }
  }

  @Test func `an order waits for a slot that is being restarted`() {
    var bench = Bench.welcomed(slots: 1)
    bench.apply(.slot(0, .ended(reason: "crashed")))
    bench.apply(.slot(0, .ended(reason: "crashed")))
    bench.hear(.order(order(1), attempt: 1))
    #expect(bench.state.held(of: Bench.study) == [lease(1)])
    bench.wait(.seconds(1))
    let start = bench.actions.firstIndex(of: .start(slot: 0))
    let evaluate = bench.actions.firstIndex(of: .evaluate(slot: 0, order(1), attempt: 1))
    #expect(start != nil && evaluate != nil)
    if let start, let evaluate { #expect(start < evaluate) }
  }

  @Test func `an evaluation without progress is killed, one with signs of life is not`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.order(order(2), attempt: 1))
    bench.wait(.seconds(59))
    #expect(!bench.actions.contains(.kill(slot: 0)) && !bench.actions.contains(.kill(slot: 1)))
    bench.apply(.slot(0, .alive(lease(1))))
    // A sign of life for another lease counts for nothing.
    bench.apply(.slot(1, .alive(lease(1))))
    bench.wait(.seconds(1))
    #expect(bench.actions.contains(.kill(slot: 1)))
    #expect(!bench.actions.contains(.kill(slot: 0)))
    #expect(bench.reports.map(\.lease) == [lease(2)])
    #expect(bench.reports.map(\.outcome) == [.failed("it made no progress for 60 s")])
    bench.apply(.slot(1, .ended(reason: "the slot ended by signal 9")))
    #expect(bench.reports.isEmpty)
  }

  @Test func `a process that stood still blames no slot for it`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.order(order(2), attempt: 1))
    bench.hear(.cancel(lease(2)))
    bench.wait(.seconds(9))
    // A suspended machine, three times longer than the limit; the first event is a tick.
    for _ in 1...3 {
      bench.standStill(.seconds(3_600))
      #expect(!bench.actions.contains(.kill(slot: 0)) && !bench.actions.contains(.kill(slot: 1)))
      #expect(bench.reports.isEmpty)
    }
    // Signs of life are due at once all the same.
    #expect(bench.sent.contains(.ready(capacity: 2)))
    bench.wait(.seconds(1))
    #expect(bench.actions.contains(.kill(slot: 1)), "it had stood still before, and 10 s in all")
    bench.wait(.seconds(49))
    #expect(!bench.actions.contains(.kill(slot: 0)))
    bench.wait(.seconds(1))
    #expect(bench.actions.contains(.kill(slot: 0)))
    #expect(bench.reports.map(\.outcome) == [.failed("it made no progress for 60 s")])
  }

  @Test func `a grace goes on where a suspended machine left it, a lifetime does not`() {
    var bench = Bench.welcomed(
      patience: Patience(grace: .seconds(30), lifetime: .seconds(1_000)))
    bench.hear(.order(order(1), attempt: 1))
    bench.standStill(.seconds(1_000))
    #expect(bench.sent.contains(.ready(capacity: 0)), "its lifetime is over")
    bench.standStill(.seconds(100))
    #expect(!bench.actions.contains(.stop(slot: 0, lease(1))))
    bench.wait(.seconds(30))
    #expect(bench.actions.contains(.stop(slot: 0, lease(1))))
  }

  @Test func `an evaluation beyond its memory limit is killed`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.slot(0, .memory(100)))
    #expect(bench.actions.isEmpty)
    // A slot without an order has no limit.
    bench.apply(.slot(1, .memory(101)))
    #expect(bench.actions.isEmpty)
    bench.apply(.slot(0, .memory(101)))
    #expect(bench.actions.contains(.kill(slot: 0)))
    #expect(bench.reports.map(\.outcome) == [.failed("it used 101 MiB of memory (limit 100 MiB)")])
  }

  @Test func `a report of another lease than the slot's is ignored`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 2))
    bench.apply(.slot(0, .report(completed(1, 1))))
    #expect(bench.reports.isEmpty)
    bench.apply(.slot(1, .report(completed(1, 2))))
    #expect(bench.reports.isEmpty)
  }
}
