import Randomness
import TestSupport
import Testing

@testable import Transport

@Suite struct BacklogTests {
  private let a = Peer(number: 1)
  private let b = Peer(number: 2)

  @Test func `messages come back in order, peer by peer`() {
    var backlog = Backlog(messageLimit: 10, byteLimit: 1_000)
    for value in UInt8(0)..<3 {
      #expect(backlog.keep([[value]], for: b) == .kept)
      #expect(backlog.keep([[value + 100]], for: a) == .kept)
    }
    #expect(backlog.peers == [b, a])
    var seen: [UInt8] = []
    for peer in backlog.peers {
      while let frames = backlog.first(for: peer) {
        seen += frames[0]
        backlog.removeFirst(for: peer)
      }
    }
    #expect(seen == [0, 1, 2, 100, 101, 102])
    #expect(backlog.isEmpty)
    #expect(!backlog.holds(a))
  }

  @Test func `a full backlog drops, and says so once until it has been emptied`() {
    var backlog = Backlog(messageLimit: 2, byteLimit: 1_000)
    #expect(backlog.keep([[1]], for: a) == .kept)
    #expect(backlog.keep([[2]], for: a) == .kept)
    #expect(backlog.keep([[3]], for: a) == .firstDropped)
    #expect(backlog.keep([[4]], for: a) == .dropped)
    #expect(backlog.keep([[4]], for: b) == .kept)
    backlog.removeFirst(for: a)
    #expect(backlog.first(for: a) == [[2]])
    backlog.removeFirst(for: a)
    #expect(backlog.first(for: a) == nil)
    for _ in 0..<2 { #expect(backlog.keep([[5]], for: a) == .kept) }
    #expect(backlog.keep([[5]], for: a) == .firstDropped)
    #expect(backlog.removeAll(for: a) == 2)
    #expect(backlog.removeAll(for: a) == 0)
  }

  @Test func `bytes are bounded, but one message always fits`() {
    var backlog = Backlog(messageLimit: 10, byteLimit: 4)
    #expect(backlog.keep([[1, 2, 3], [4, 5]], for: a) == .kept)
    #expect(backlog.keep([[]], for: a) == .firstDropped)
    backlog.removeFirst(for: a)
    #expect(backlog.keep([[1, 2]], for: a) == .kept)
    #expect(backlog.keep([[3, 4]], for: a) == .kept)
    #expect(backlog.keep([[5]], for: a) == .firstDropped)
  }

  @Test func `under any use it equals an array for each peer`() throws {
    try forAll(count: 50) { generator in
      var backlog = Backlog(messageLimit: 1_500, byteLimit: 1 << 20)
      var model: [Peer: [[[UInt8]]]] = [:]
      for step in 0..<4_000 {
        let peer = Peer(number: UInt32(generator.uniform(below: 2)))
        if generator.uniform(below: 5) < 3 {
          let message = [[UInt8(step & 255)]]
          if backlog.keep(message, for: peer) == .kept { model[peer, default: []].append(message) }
        } else if backlog.holds(peer) {
          backlog.removeFirst(for: peer)
          model[peer]?.removeFirst()
        }
        #expect(backlog.first(for: peer) == model[peer]?.first)
      }
    }
  }
}
