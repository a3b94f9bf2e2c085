import Testing

@testable import Transport

@Suite struct ConnectionsTests {
  private let a = Peer(number: 1)
  private let b = Peer(number: 2)

  @Test func `the end of a descriptor is the end of the peer that came over it`() {
    var connections = Connections()
    connections.note(a, over: 7)
    connections.note(a, over: 7)
    connections.note(b, over: 8)
    #expect(connections.remove(7) == a)
    #expect(connections.remove(7) == nil)
    #expect(connections.remove(9) == nil)
    #expect(connections.count == 1)
  }

  @Test func `a descriptor that is used again ends its older peer first`() {
    var connections = Connections()
    connections.note(a, over: 7)
    connections.note(b, over: 7)
    #expect(connections.remove(7) == a)
    #expect(connections.remove(7) == b)
    #expect(connections.count == 0)
  }

  @Test func `an unknown descriptor is no connection`() {
    var connections = Connections()
    connections.note(a, over: -1)
    #expect(connections.remove(-1) == nil)
  }
}
