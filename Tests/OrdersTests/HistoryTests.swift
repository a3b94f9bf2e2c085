import Orders
import Studies
import Testing

@Suite struct HistoryTests {
  @Test func `an old copy of a ledger is never served`() {
    var bench = Bench(budget: 3)
    var hello = bench.hello("a", held: [])
    hello.knownSequence = 1_000
    bench.send(.hello(bench.connection("a"), hello))
    #expect(bench.endings == [.staleLedger(worker: "a", known: 1_000, held: 1)])
    #expect(bench.send(.hello(bench.connection("b"), bench.hello("b", held: []))) == [])
    #expect(bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(1)))) == [])
  }

  @Test func `a copy that is one event old is refused, whoever has come before`() {
    var bench = Bench(budget: 9)
    bench.join("a", capacity: 1)
    bench.propose(0)
    let copy = bench.snapshot
    bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.9))))
    let known = bench.present
    #expect(known.sequence > copy.sequence)
    bench.restart(from: copy)
    for name in ["b", "c", "d"] { bench.join(name, capacity: 1) }
    #expect(bench.ledger.sequence > known.sequence, "others have added to the copy")
    bench.send(.hello(bench.connection("a"), bench.hello("a", held: [], knowing: known)))
    #expect(
      bench.endings == [
        .staleLedger(worker: "a", known: known.sequence, held: copy.sequence)
      ])
  }

  @Test func `a copy is refused although both timelines were restarted since`() {
    var bench = Bench(budget: 9)
    bench.join("a", capacity: 1)
    let copy = bench.snapshot
    bench.restart()
    bench.join("a", capacity: 1)
    let known = bench.present
    var other = bench
    other.restart(from: copy)
    for name in ["b", "c", "d", "e"] { other.join(name, capacity: 1) }
    other.restart()
    #expect(other.ledger.sequence > known.sequence)
    other.send(.hello(other.connection("a"), other.hello("a", held: [], knowing: known)))
    #expect(
      other.endings == [
        .staleLedger(worker: "a", known: known.sequence, held: copy.sequence)
      ])
    // The true one knows it, and refuses who has served the copy.
    var later = bench
    later.restart()
    later.send(.hello(later.connection("a"), later.hello("a", held: [], knowing: known)))
    #expect(later.endings.isEmpty)
    later.send(.hello(later.connection("b"), later.hello("b", held: [], knowing: other.present)))
    #expect(later.endings.count == 1)
  }

  @Test func `a study that has ended is an old copy too, for one who knows more`() {
    var bench = Bench(budget: 1)
    bench.join("a", capacity: 1)
    bench.propose(0)
    bench.report("a", order: 1, attempt: 1, .completed(.metrics(bench.metrics(0.9))))
    #expect(bench.endings == [.finished])
    let known = History.Start(incarnation: 77, sequence: bench.ledger.sequence)
    let actions = bench.send(
      .hello(bench.connection("b"), bench.hello("b", held: [], knowing: known)))
    guard case .finish(.staleLedger(worker: "b", _, _)) = actions.first else {
      Issue.record("\(actions)")
      return
    }
    #expect(actions.count == 1)
  }

  @Test func `a worker of an earlier version is judged by what this coordinator has loaded`() {
    var bench = Bench(budget: 9)
    bench.join("a", capacity: 1)
    bench.restart()
    let loaded = bench.ledger.sequence - 1
    for (name, known, isRefused) in [("b", loaded, false), ("c", loaded + 1, true)] {
      var other = bench
      var hello = other.hello(name, held: [], incarnation: 5)
      hello.knownSequence = known
      other.send(.hello(other.connection(name), hello))
      #expect(other.endings.isEmpty != isRefused, "\(known)")
    }
    // One that joined this coordinator was told by it, though it was lost meanwhile.
    bench.send(.hello(bench.connection("d"), bench.hello("d", held: [], incarnation: 6)))
    bench.pass(.seconds(10), heartbeats: [])
    #expect(bench.kinds.contains(.workerLost))
    var hello = bench.hello("d", held: [], incarnation: 6)
    hello.knownSequence = bench.ledger.sequence
    bench.send(.hello(bench.connection("d"), hello))
    #expect(bench.endings.isEmpty)
  }

  @Test func `incarnations grow though the clock stands still or goes back`() {
    var bench = Bench(budget: 3)
    let first = bench.ledger.standing.incarnation
    bench.restart()
    let second = bench.ledger.standing.incarnation
    #expect(second == 1_002 && first < second)
    var snapshot = bench.snapshot
    snapshot.standing.incarnation = 5_000_000
    bench.restart(from: snapshot)
    let third = bench.ledger.standing.incarnation
    bench.restart(from: snapshot)
    #expect(third > 5_000_000 && bench.ledger.standing.incarnation > third, "no two are equal")
    #expect(bench.ledger.history.starts.map(\.incarnation).prefix(2) == [first, second])
  }
}
