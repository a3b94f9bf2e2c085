import Foundation
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1))) struct RouterTests {
  @Test(arguments: ["tcp://127.0.0.1:*", "ipc"])
  func `a router answers a dealer 2,000 times`(place: String) async throws {
    try await withTemporaryFolder { folder in
      let address = try Address(place == "ipc" ? "ipc://\(folder.path)/a" : place)
      let inbox = Inbox<Event>()
      let answers = Inbox<Event>()
      let router = try await Router.start(binding: [address], delivering: inbox)
      let dealer = try await Dealer.start(connecting: router.bound[0], delivering: answers)
      async let served: Void = {
        var count = 0
        while count < 2_000 {
          for event in try #require(await inbox.next()) {
            guard case .message(let peer, let frames) = event else { continue }
            router.send(frames + [[42]], to: peer)
            count += 1
          }
        }
      }()
      for number in 0..<2_000 {
        dealer.send([bytes(number), []])
        let answer = try await events(of: answers) { $0.contains { $0.frames != nil } }
        #expect(answer.compactMap(\.frames) == [[bytes(number), [], [42]]])
      }
      try await served
      await dealer.close()
      await router.close()
      #expect(router.traffic.messagesReceived == 2_000)
      #expect(dealer.traffic.messagesReceived == 2_000)
    }
  }

  @Test func `a message to nobody is an event, and the others go on`() async throws {
    let pair = try await Pair()
    pair.router.send([[1]], to: Peer(number: 12_345))
    pair.router.send([[2]], to: pair.peer)
    let got = try await events(of: pair.dealerInbox) { !$0.isEmpty }
    #expect(got == [.message(.farEnd, [[2]])])
    let told = try await events(of: pair.routerInbox) { !$0.isEmpty }
    #expect(told == [.unreachable(Peer(number: 12_345))])
    await pair.close()
    #expect(pair.router.traffic.unreachable == 1)
  }

  @Test func `the end of a connection is told after everything that came over it`() async throws {
    let pair = try await Pair()
    for number in 0..<5_000 { pair.dealer.send([bytes(number)]) }
    await pair.dealer.close()
    let told = try await events(of: pair.routerInbox) { $0.last == .disconnected(pair.peer) }
    #expect(told.dropLast() == (0..<5_000).map { .message(pair.peer, [bytes($0)]) }[...])
    await pair.router.close()
  }

  @Test func `a slow reader loses nothing`() async throws {
    let pair = try await Pair(
      routerInbox: Inbox(capacity: 16),
      limits: Limits(backlogMessages: 100_000, queuedMessages: 8))
    let block = [UInt8](repeating: 7, count: 2_000)
    for number in 0..<10_000 { pair.dealer.send([bytes(number), block]) }
    var next = 0
    while next < 10_000 {
      let batch = try #require(await pair.routerInbox.next())
      // A batch is bounded: the socket thread stops reading when the inbox is full.
      #expect(batch.count <= 16)
      for event in batch {
        #expect(event.frames?.first == bytes(next))
        next += 1
      }
      await Task.yield()
    }
    await pair.close()
  }

  @Test func `a peer that does not read is reported, and what was not dropped still arrives`()
    async throws
  {
    let pair = try await Pair(
      dealerInbox: Inbox(capacity: 1), limits: Limits(backlogMessages: 50, queuedMessages: 4))
    let block = [UInt8](repeating: 7, count: 200_000)
    var sent = 0
    var told: [Event] = []
    while told.isEmpty {
      for _ in 0..<20 {
        pair.router.send([bytes(sent), block], to: pair.peer)
        sent += 1
      }
      told = pair.routerInbox.takeAll()
      await Task.yield()
    }
    #expect(told == [.congested(pair.peer)])
    // Another peer is served as if nothing were wrong.
    let inbox = Inbox<Event>()
    let other = try await Dealer.start(connecting: pair.router.bound[0], delivering: inbox)
    other.send([[9]])
    let arrived = try await events(of: pair.routerInbox) { $0.contains { $0.frames == [[9]] } }
    pair.router.send([[10]], to: try #require(arrived.compactMap(\.sender).last))
    _ = try await events(of: inbox) { $0.contains { $0.frames == [[10]] } }

    var numbers: [[UInt8]] = []
    while numbers.count < sent - pair.router.traffic.congested {
      for event in try #require(await pair.dealerInbox.next()) {
        numbers += [event.frames?.first ?? []]
      }
    }
    #expect(numbers.prefix(50) == (0..<50).map(bytes)[...])
    #expect(Set(numbers).count == numbers.count)
    await other.close()
    await pair.close()
  }

  @Test func `a message from any thread wakes a waiting router`() async throws {
    let pair = try await Pair()
    await withTaskGroup(of: Void.self) { group in
      for sender in 0..<8 {
        group.addTask {
          for number in 0..<200 {
            pair.router.send([[UInt8(sender)], bytes(number)], to: pair.peer)
          }
        }
      }
    }
    let got = try await events(of: pair.dealerInbox) { $0.count == 1_600 }
    for sender in 0..<8 {
      let own = got.compactMap(\.frames).filter { $0[0] == [UInt8(sender)] }
      #expect(own.map { $0[1] } == (0..<200).map(bytes))
    }
    await pair.close()
  }

  @Test func `a port that is taken is refused`() async throws {
    let first = try await Router.start(
      binding: [Address("tcp://127.0.0.1:*")], delivering: Inbox<Event>())
    let taken = first.bound[0]
    await #expect(throws: TransportError.addressInUse(taken)) {
      try await Router.start(binding: [taken], delivering: Inbox<Event>())
    }
    await first.close()
    let second = try await Router.start(binding: [taken], delivering: Inbox<Event>())
    await second.close()
  }

  @Test func `an address that others can reach needs leave`() async throws {
    let open = try Address("tcp://*:*")
    await #expect(throws: TransportError.insecure(open)) {
      try await Router.start(binding: [open], delivering: Inbox<Event>())
    }
    let router = try await Router.start(
      binding: [open], delivering: Inbox<Event>(), allowsInsecure: true)
    #expect(router.bound[0] != open)
    await router.close()
  }

  @Test func `a name that is no interface cannot be bound`() async throws {
    let address = try Address("tcp://no-such-interface:7117")
    await #expect(
      throws: TransportError.cannotBind(address, reason: "no such device")
    ) {
      try await Router.start(binding: [address], delivering: Inbox<Event>(), allowsInsecure: true)
    }
  }

  @Test func `several addresses are served by one router`() async throws {
    try await withTemporaryFolder { folder in
      let inbox = Inbox<Event>()
      let router = try await Router.start(
        binding: [Address("tcp://127.0.0.1:*"), Address("ipc://\(folder.path)/a")],
        delivering: inbox)
      for address in router.bound {
        let dealer = try await Dealer.start(connecting: address, delivering: Inbox<Event>())
        dealer.send([Array(address.description.utf8)])
        _ = try await events(of: inbox) { events in
          events.contains { $0.frames == [Array(address.description.utf8)] }
        }
        await dealer.close()
      }
      await router.close()
    }
  }

  @Test func `closing ends with an event and leaves no file behind`() async throws {
    try await withTemporaryFolder { folder in
      for _ in 0..<20 {
        let inbox = Inbox<Event>()
        let router = try await Router.start(
          binding: [Address("ipc://\(folder.path)/a")], delivering: inbox)
        await router.close()
        await router.close()
        router.send([[1]], to: Peer(number: 1))
        #expect(inbox.takeAll() == [.ended(nil)])
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left == [])
      }
    }
  }
}
