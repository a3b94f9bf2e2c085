import JSON
import Messages
import Orders
import Studies
import Testing
import Transport

@testable import Coordination

@Suite struct WatchersTests {
  private let peer = Peer(number: 7)

  private func entries(_ range: ClosedRange<Int64>) -> [JournalEntry] {
    range.map { JournalEntry(sequence: $0, time: 0, kind: .leased, fields: [:]) }
  }

  private func sequences(_ messages: [(Peer, Message)]) -> [Int64] {
    messages.compactMap { if case .event(let notice) = $0.1 { notice.sequence } else { nil } }
  }

  @Test func `a watcher that starts at the beginning is fed from the file, then from memory`() {
    var watchers = Watchers()
    watchers.remember(entries(901...1_000))
    watchers.subscribe(peer, since: 0, upTo: 1_000, credit: 2_000)
    var reads = 0
    let fed = watchers.feed(upTo: 1_000) { since, limit in
      reads += 1
      return entries((since + 1)...min(900, since + Int64(limit)))
    }
    #expect(sequences(fed) == Array(1...1_000))
    #expect(reads == 2)
  }

  @Test func `nothing is sent beyond the credit, and nothing twice`() {
    var watchers = Watchers()
    watchers.remember(entries(1...10))
    watchers.subscribe(peer, since: 2, upTo: 10, credit: 3)
    let read: (Int64, Int) -> [JournalEntry] = { _, _ in [] }
    #expect(sequences(watchers.feed(upTo: 10, read: read)) == [3, 4, 5])
    #expect(sequences(watchers.feed(upTo: 10, read: read)) == [])
    watchers.grant(100, to: peer)
    #expect(sequences(watchers.feed(upTo: 10, read: read)) == [6, 7, 8, 9, 10])
    #expect(watchers.caughtUp(with: 10) == [peer])
  }

  @Test func `a watcher that wants only what is new starts at the end`() {
    var watchers = Watchers()
    watchers.remember(entries(1...10))
    watchers.subscribe(peer, since: .max, upTo: 10, credit: 5)
    watchers.remember(entries(11...12))
    #expect(sequences(watchers.feed(upTo: 12) { _, _ in [] }) == [11, 12])
  }

  @Test func `a watcher without credit that falls far behind is cut off`() {
    var watchers = Watchers()
    watchers.subscribe(peer, since: 0, upTo: 0, credit: 0)
    let far = Int64(Watchers.patience + 1)
    let messages = watchers.feed(upTo: far) { _, _ in [] }
    #expect(messages.map(\.1) == [.lagged(after: 0)])
    #expect(!watchers.contains(peer))
  }

  @Test func `a watcher that did not read is reminded until it comes back`() {
    var watchers = Watchers()
    watchers.subscribe(peer, since: 0, upTo: 0, credit: 10)
    watchers.cut(peer)
    #expect(!watchers.contains(peer) && watchers.takers.isEmpty)
    for _ in 0..<2 { #expect(watchers.reminders.map(\.1) == [.lagged(after: 0)]) }
    watchers.subscribe(peer, since: 0, upTo: 0, credit: 10)
    #expect(watchers.reminders.isEmpty && watchers.takers == [peer])
    watchers.cut(Peer(number: 8))
    #expect(watchers.reminders.isEmpty, "a stranger was reminded")
    watchers.cut(peer)
    watchers.remove(peer)
    #expect(watchers.reminders.isEmpty)
  }

  @Test func `whoever has used up its credit takes no notices`() {
    var watchers = Watchers()
    watchers.subscribe(peer, since: 0, upTo: 0, credit: 1)
    watchers.remember(entries(1...2))
    #expect(watchers.takers == [peer])
    _ = watchers.feed(upTo: 2) { _, _ in [] }
    #expect(watchers.takers.isEmpty)
    watchers.grant(1, to: peer)
    #expect(watchers.takers == [peer])
  }

  @Test func `one turn sends a few pages, and the next ones the rest`() {
    var watchers = Watchers()
    let last = Int64(Watchers.page * Watchers.pagesInATurn + 10)
    watchers.subscribe(peer, since: 0, upTo: last, credit: 1 << 20)
    var sent: [Int64] = []
    var turns = 0
    while watchers.isBehind(last) {
      #expect(watchers.needsFile(upTo: last))
      sent += sequences(
        watchers.feed(upTo: last) { entries(($0 + 1)...min(last, $0 + Int64($1))) })
      turns += 1
    }
    #expect(turns == 2)
    #expect(sent == Array(1...last))
  }

  @Test func `connections and peers name each other`() {
    for number: UInt32 in [0, 1, 0x0102_0304, .max] {
      #expect(Connection(Peer(number: number)).peer == Peer(number: number))
    }
  }
}
