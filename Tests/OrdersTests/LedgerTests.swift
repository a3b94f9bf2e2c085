import Activations
import Digests
import JSON
import Orders
import Studies
import Testing

@Suite struct LedgerTests {
  @Test func `a proposal becomes an order for a worker with room`() throws {
    var bench = Bench(budget: 3)
    bench.join("a", capacity: 1)
    #expect(bench.requests.count == 1)
    bench.propose(0)
    #expect(bench.orders(to: "a") == [LeaseKey(order: 1, attempt: 1)])
    #expect(bench.requests.count == 1, "no room, so no further question")
  }

  @Test func `a report is stored before it is acknowledged`() throws {
    var bench = Bench(budget: 3)
    bench.join("a", capacity: 1)
    bench.propose(0)
    let actions = bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.9))))
    let stored = try #require(
      actions.firstIndex { if case .store(.evaluation) = $0 { true } else { false } })
    let acknowledged = try #require(
      actions.firstIndex {
        if case .send(_, .acknowledged(_, let sequence)) = $0 {
          sequence == bench.ledger.sequence || sequence > 0
        } else {
          false
        }
      })
    #expect(stored < acknowledged)
  }

  @Test func `a second report is acknowledged and counted once`() {
    var bench = Bench(budget: 3)
    bench.join("a", capacity: 1)
    bench.propose(0)
    bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.9))))
    let again = bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.9))))
    #expect(again.contains { if case .send(_, .acknowledged) = $0 { true } else { false } })
    #expect(!again.contains { if case .store(.evaluation) = $0 { true } else { false } })
  }

  @Test func `a worker that goes silent loses its lease, and its late report still counts`() {
    var bench = Bench(budget: 3)
    bench.join("a", capacity: 1)
    bench.propose(0)
    bench.join("b", capacity: 1)
    bench.pass(.seconds(6), heartbeats: ["b"])
    #expect(bench.orders(to: "b") == [LeaseKey(order: 1, attempt: 2)])
    bench.send(.hello(bench.connection("a"), bench.hello("a", held: [.init(order: 1, attempt: 1)])))
    let actions = bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.9))))
    #expect(
      actions.contains(
        .send(bench.connection("b"), .cancel(LeaseKey(order: 1, attempt: 2)))))
    #expect(bench.ledger.order(1)?.state.isSettled == true)
  }

  @Test func `a busy worker is never lost while its heart beats`() {
    var bench = Bench(budget: 3)
    bench.join("a", capacity: 1)
    bench.propose(0)
    bench.pass(.seconds(3_600), heartbeats: ["a"])
    #expect(bench.ledger.order(1)?.attempts == 1)
    #expect(bench.kinds.contains(.workerLost) == false)
  }

  @Test func `a coordinator that stood still blames no worker for it`() {
    var bench = Bench(budget: 3)
    bench.join("a", capacity: 1)
    bench.propose(0)
    bench.standStill(.seconds(3_600))
    bench.pass(.seconds(4), heartbeats: [])
    #expect(!bench.kinds.contains(.workerLost) && !bench.kinds.contains(.leaseLost))
    bench.pass(.seconds(2), heartbeats: [])
    #expect(bench.kinds.contains(.workerLost) && bench.kinds.contains(.leaseLost))
  }

  @Test func `a worker that comes back after the end is let go, its last report acknowledged`() {
    var bench = Bench(budget: 1)
    bench.join("a", capacity: 1)
    bench.propose(0)
    bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.9))))
    #expect(bench.endings == [.finished])
    let lease = LeaseKey(order: 1, attempt: 1)
    let actions = bench.send(.hello(bench.connection("b"), bench.hello("a", held: [lease])))
    #expect(
      actions == [.send(bench.connection("b"), .welcome), .send(bench.connection("b"), .finished)])
    let report = Report(
      lease: lease, outcome: .completed(.metrics(bench.metrics(0.9))), provenance: nil)
    let answer = bench.send(.report(bench.connection("b"), report))
    #expect(answer.contains { if case .send(_, .acknowledged) = $0 { true } else { false } })
  }

  @Test func `an order that fails three times is quarantined, on different workers if possible`() {
    var bench = Bench(budget: 1)
    bench.join("a", capacity: 1)
    bench.join("b", capacity: 1)
    bench.propose(0)
    bench.report("a", order: 1, attempt: 1, .failed("crashed"))
    bench.pass(.seconds(2), heartbeats: ["a", "b"])
    #expect(bench.orders(to: "b") == [LeaseKey(order: 1, attempt: 2)])
    bench.report("b", order: 1, attempt: 2, .failed("crashed"))
    bench.pass(.seconds(2), heartbeats: ["a", "b"])
    bench.report("a", order: 1, attempt: 3, .failed("crashed again"))
    #expect(bench.ledger.order(1)?.state == .quarantined)
    #expect(bench.requests.count == 2, "a quarantined order does not use the budget")
  }

  @Test func `a failure is charged once, however often it is reported`() {
    var bench = Bench(budget: 1)
    bench.join("a", capacity: 1)
    bench.propose(0)
    let lease = LeaseKey(order: 1, attempt: 1)
    for _ in 0..<5 {
      bench.report("a", order: 1, attempt: 1, .failed("crashed"))
      bench.send(.hello(bench.connection("a"), bench.hello("a", held: [lease])))
      bench.send(.heartbeat(bench.connection("a"), held: [lease]))
    }
    #expect(bench.ledger.order(1)?.failures.count == 1)
    #expect(bench.ledger.order(1)?.state == .waiting)
  }

  @Test func `the policy is asked for as many proposals as there is room and budget for`() {
    var bench = Bench(budget: 6)
    bench.join("a", capacity: 4)
    #expect(bench.counts == [4])
    bench.propose(0, 1, 2)
    #expect(bench.orders(to: "a").map(\.order) == [1, 2, 3])
    #expect(bench.counts == [4, 1], "fewer may come than were asked for")
    bench.propose(3)
    bench.join("b", capacity: 9)
    #expect(bench.counts.last == 2, "the budget has room for two more")
    #expect(bench.requests.last?.running == Bench.keys([0, 1, 2, 3]))
  }

  @Test func `what a worker gives back and goes on waits a moment, or it would be a circle`() {
    var bench = Bench(budget: 1)
    bench.join("a", capacity: 1)
    bench.propose(0)
    bench.report("a", order: 1, attempt: 1, .cancelled)
    #expect(bench.orders(to: "a").count == 1)
    bench.pass(.seconds(2), heartbeats: ["a"])
    #expect(bench.orders(to: "a").map(\.attempt) == [1, 2])
    bench.join("b", capacity: 1)
    bench.send(.ready(bench.connection("a"), capacity: 0))
    bench.report("a", order: 1, attempt: 2, .cancelled)
    #expect(bench.orders(to: "b").map(\.attempt) == [3], "a worker that leaves gets it no more")
  }

  @Test func `in order, proposals are asked for one at a time`() {
    var bench = Bench(budget: 6, inOrder: 3)
    bench.join("a", capacity: 4)
    for candidate in 0..<3 { bench.propose(candidate) }
    #expect(bench.counts == [1, 1, 1], "the fourth waits for the first result")
  }

  @Test func `a lowered budget is not overshot by orders that wait`() {
    var bench = Bench(budget: 4)
    bench.join("a", capacity: 3)
    for candidate in 0..<3 { bench.propose(candidate) }
    bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    bench.restart(budget: 2)
    bench.pass(.seconds(20), heartbeats: [])
    bench.join("b", capacity: 4)
    #expect(bench.orders(to: "b").map(\.order) == [2])
    bench.report("b", order: 2, attempt: 2, .completed(.metrics(bench.metrics(0.5))))
    #expect(bench.endings == [.finished])
    #expect(bench.ledger.order(3)?.state == .waiting)
  }

  @Test func `ten orders quarantined in a row end the study`() {
    var bench = Bench(budget: 50)
    bench.join("a", capacity: 1)
    for candidate in 0..<10 {
      bench.propose(candidate)
      for attempt in 1...3 {
        bench.report("a", order: Int64(candidate + 1), attempt: attempt, .failed("crashed"))
        bench.pass(.seconds(2), heartbeats: ["a"])
      }
    }
    #expect(bench.endings.count == 1)
    if case .tooManyFailures = bench.endings.first {} else { Issue.record("another ending") }
  }

  @Test func `leases outlive a restart and are adopted`() throws {
    var bench = Bench(budget: 3)
    bench.join("a", capacity: 1)
    bench.propose(0)
    bench.restart()
    bench.send(.hello(bench.connection("a"), bench.hello("a", held: [.init(order: 1, attempt: 1)])))
    bench.pass(.seconds(60), heartbeats: ["a"])
    #expect(bench.ledger.order(1)?.attempts == 1)
    bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.9))))
    #expect(bench.ledger.order(1)?.state.isSettled == true)
  }

  @Test func `a failed order waits for minutes for a sound worker that is busy`() throws {
    var bench = Bench(budget: 2)
    bench.join("sound", capacity: 1)
    bench.propose(0)
    bench.join("broken", capacity: 1)
    bench.propose(1)
    bench.report("broken", order: 2, attempt: 1, .failed("no data"))
    bench.pass(.seconds(600), heartbeats: ["sound", "broken"])
    #expect(bench.orders(to: "broken").count == 1)
    let idle = bench.entries.filter { $0.kind == .idle }
    #expect(idle.count == 1)
    #expect(
      try #require(idle.first).fields == [
        "worker": "broken", "order": 2,
        "reason": "the order failed here before, and waits for sound",
      ])
    bench.report("sound", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    #expect(bench.orders(to: "sound").last == LeaseKey(order: 2, attempt: 2))
    // A worker that is lost is waited for no longer.
    bench.pass(.seconds(6), heartbeats: ["broken"])
    #expect(bench.orders(to: "broken").last == LeaseKey(order: 2, attempt: 3))
  }

  @Test func `a worker that cannot be reached idles for that reason`() throws {
    var bench = Bench(budget: 1)
    bench.join("a", capacity: 1)
    bench.pass(.seconds(20), heartbeats: ["a"])
    bench.send(.unreachable(bench.connection("a")))
    bench.propose(0)
    bench.standStill(.seconds(20))
    let idle = bench.entries.filter { $0.kind == .idle }
    #expect(
      idle.map(\.fields) == [
        ["worker": "a", "order": 1, "reason": "the worker cannot be reached"]
      ])
  }

  @Test func `orders that a lowered budget keeps waiting are no reason to idle`() {
    var bench = Bench(budget: 4, top: 1, against: [9])
    bench.join("a", capacity: 3)
    for candidate in 0..<3 { bench.propose(candidate) }
    bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    bench.restart(budget: 1)
    bench.pass(.seconds(11), heartbeats: [])
    bench.join("b", capacity: 3)
    bench.join("c", capacity: 3)
    bench.pass(.seconds(60), heartbeats: ["b", "c"])
    #expect(bench.ledger.standing.phase == .confirmation)
    #expect(bench.ledger.order(2)?.state == .waiting)
    #expect(!bench.kinds.contains(.idle))
  }

  @Test func `what is settled or held when a budget is lowered counts`() throws {
    var bench = Bench(budget: 14)
    bench.join("a", capacity: 2)
    for candidate in 0..<10 {
      bench.propose(candidate)
      bench.report(
        "a", order: Int64(candidate + 1), attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    }
    bench.propose(10)
    bench.propose(11)
    bench.restart(budget: 11)
    let continued = try #require(bench.entries.last { $0.kind == .studyContinued })
    #expect("\(continued.fields)".contains("\"budget\":12,\"settled\":10,\"leased\":2"))
    #expect(bench.ledger.budget == 12)
    let held = [LeaseKey(order: 11, attempt: 1), LeaseKey(order: 12, attempt: 1)]
    bench.send(.hello(bench.connection("a"), bench.hello("a", held: held)))
    for order in [11, 12] as [Int64] {
      #expect(bench.endings.isEmpty)
      bench.report("a", order: order, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    }
    #expect(bench.endings == [.finished])
    #expect(bench.entries.last?.fields == ["settled": 12])
  }

  @Test func `no late result overshoots a lowered budget`() {
    var bench = Bench(budget: 4)
    bench.join("a", capacity: 3)
    for candidate in 0..<3 { bench.propose(candidate) }
    bench.restart(budget: 1)
    bench.pass(.seconds(11), heartbeats: [])
    bench.join("b", capacity: 1)
    bench.report("b", order: 1, attempt: 2, .completed(.metrics(bench.metrics(0.5))))
    #expect(bench.endings == [.finished])
    let actions = bench.report("b", order: 2, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    #expect(bench.kinds.last == .duplicate && bench.ledger.order(2)?.state == .waiting)
    #expect(actions.contains { if case .send(_, .acknowledged) = $0 { true } else { false } })
  }

  @Test func `a lease that died with its coordinator is not charged, though its worker is back`() {
    var bench = Bench(budget: 1)
    bench.join("a", capacity: 1)
    bench.propose(0)
    for life in 2...20 as ClosedRange<UInt64> {
      bench.restart()
      bench.send(.hello(bench.connection("a"), bench.hello("a", held: [], incarnation: life)))
      #expect(bench.entries.last?.kind == .leaseLost)
      bench.send(.ready(bench.connection("a"), capacity: 1))
    }
    #expect(bench.ledger.order(1)?.losses == 0)
  }

  @Test func `an order that takes whole machines down is given up, with their names`() throws {
    var bench = Bench(budget: 1)
    for number in 1...10 {
      let name = "box-\(number)"
      bench.join(name, capacity: 1)
      if number == 1 { bench.propose(0) }
      bench.pass(.seconds(6), heartbeats: [])
    }
    #expect(bench.ledger.order(1)?.state == .quarantined)
    let entry = try #require(bench.entries.last { $0.kind == .quarantined })
    #expect("\(entry.fields)".contains("\"losses\":10,\"lostWith\":[\"box-1: "))
    #expect("\(entry.fields)".contains("box-10: its worker is silent"))
  }

  @Test func `a slot that stays free beside busy ones idles`() throws {
    var bench = Bench(budget: 30)
    bench.join("sound", capacity: 1)
    bench.propose(0)
    bench.join("broken", capacity: 2)
    bench.propose(1)
    bench.report("broken", order: 2, attempt: 1, .failed("no data"))
    // One slot goes on working on short orders; the other one has nothing to do.
    for candidate in 2..<22 {
      bench.propose(candidate)
      bench.pass(.seconds(1), heartbeats: ["sound", "broken"])
      bench.report(
        "broken", order: Int64(candidate + 1), attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    }
    #expect(bench.entries.contains { $0.kind == .idle })
  }

  @Test func `in order, proposal i sees exactly the results of 1 to i-K`() {
    var bench = Bench(budget: 5, inOrder: 2)
    bench.join("a", capacity: 2)
    bench.propose(0)
    bench.propose(1)
    #expect(bench.requests.map(\.observations.count) == [0, 0])
    bench.report("a", order: 2, attempt: 1, .completed(.metrics(bench.metrics(0.5))))
    #expect(bench.requests.count == 2, "proposal 3 needs result 1")
    bench.report(
      "a", order: 1, attempt: 1, .infeasible(.init(reason: .diverged, epoch: 1, step: 1)))
    #expect(bench.requests.last?.observations == [.init(candidate: Bench.candidate(0), value: nil)])
  }

  @Test func `confirmation takes the best functions, the named baselines and the best baseline`() {
    var bench = Bench(budget: 4, top: 1, against: [0], baselines: [0, 1])
    bench.join("a", capacity: 1)
    for (candidate, accuracy) in [(0, 0.7), (1, 0.8), (2, 0.95), (3, 0.9)] {
      bench.propose(candidate)
      bench.report(
        "a", order: Int64(candidate + 1), attempt: 1, .completed(.metrics(bench.metrics(accuracy))))
    }
    #expect(bench.ledger.standing.phase == .confirmation)
    #expect(bench.ledger.confirmedCandidates.map(\.place) == [2, 0, 1])
    #expect(bench.ledger.orders.count == 4 + 3 * 2)
    for id in Int64(5)...10 {
      bench.report("a", order: id, attempt: 1, .completed(.metrics(bench.metrics(0.9))))
    }
    #expect(bench.endings == [.finished])
  }

  @Test func `a worker may say anything without an effect on others`() {
    var bench = Bench(budget: 3)
    let stranger = Connection([9, 9])
    #expect(bench.send(.heartbeat(stranger, held: [])) == [.send(stranger, .whoAreYou)])
    bench.join("a", capacity: 1)
    bench.propose(0)
    bench.report("a", order: 77, attempt: 1, .completed(.metrics(bench.metrics(1))))
    bench.report("a", order: .min, attempt: .min, .failed("?"))
    bench.send(.ready(bench.connection("a"), capacity: .max))
    bench.report("a", order: -5, attempt: 0, .failed("?"))
    bench.send(.heartbeat(bench.connection("a"), held: [.init(order: .max, attempt: .max)]))
    #expect(bench.ledger.orders.count == 1)
    #expect(bench.ledger.order(1)?.attempts == 1)
  }
}

extension OrderRecord.State {
  fileprivate var isSettled: Bool { if case .settled = self { true } else { false } }
}
