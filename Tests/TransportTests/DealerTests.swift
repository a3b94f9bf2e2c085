import Foundation
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1))) struct DealerTests {
  @Test func `messages sent before the router is there arrive when it comes`() async throws {
    try await withTemporaryFolder { folder in
      let address = try Address("ipc://\(folder.path)/a")
      let dealer = try await Dealer.start(connecting: address, delivering: Inbox<Event>())
      for number in 0..<100 { dealer.send([bytes(number)]) }
      let inbox = Inbox<Event>()
      let router = try await Router.start(binding: [address], delivering: inbox)
      let got = try await events(of: inbox) { $0.count >= 100 }
      #expect(got.compactMap { $0.frames?.first } == (0..<100).map(bytes))
      await dealer.close()
      await router.close()
    }
  }

  @Test func `a lost router is told, and so is its return`() async throws {
    let pair = try await Pair()
    await pair.router.close()
    let lost = try await events(of: pair.dealerInbox) { !$0.isEmpty }
    #expect(lost == [.disconnected(.farEnd)])
    let inbox = Inbox<Event>()
    let router = try await Router.start(binding: pair.router.bound, delivering: inbox)
    let back = try await events(of: pair.dealerInbox) { !$0.isEmpty }
    #expect(back == [.connected(.farEnd)])
    pair.dealer.send([[1]])
    let got = try await events(of: inbox) { !$0.isEmpty }
    #expect(got.compactMap(\.frames) == [[[1]]])
    await pair.dealer.close()
    await router.close()
  }

  @Test func `a farewell is sent in full`() async throws {
    let pair = try await Pair()
    let block = [UInt8](repeating: 1, count: 1 << 20)
    for _ in 0..<40 { pair.dealer.send([block]) }
    async let closed: Void = pair.dealer.close()
    let got = try await events(of: pair.routerInbox) { $0.last == .disconnected(pair.peer) }
    #expect(got.count == 41)
    await closed
    await pair.router.close()
  }

  @Test func `closing does not wait long for a router that is not there`() async throws {
    let dealer = try await Dealer.start(
      connecting: Address("tcp://127.0.0.1:9"), delivering: Inbox<Event>(),
      limits: Limits(farewell: .milliseconds(50)))
    dealer.send([[1]])
    let elapsed = await ContinuousClock().measure { await dealer.close() }
    #expect(elapsed < .seconds(30))
  }

  @Test func `a dealer with nobody to talk to reports its full backlog once`() async throws {
    let inbox = Inbox<Event>()
    let dealer = try await Dealer.start(
      connecting: Address("tcp://127.0.0.1:9"), delivering: inbox,
      limits: Limits(backlogMessages: 10, farewell: .zero))
    for number in 0..<100 { dealer.send([bytes(number)]) }
    let told = try await events(of: inbox) { !$0.isEmpty }
    #expect(told == [.congested(.farEnd)])
    await dealer.close()
    #expect(dealer.traffic.congested == 90)
    #expect(inbox.takeAll() == [.ended(nil)])
  }

  @Test(arguments: ["tcp://*:7117", "tcp://127.0.0.1:*"])
  func `an address that only makes sense for listening is refused`(text: String) async throws {
    let address = try Address(text)
    await #expect(throws: TransportError.self) {
      try await Dealer.start(
        connecting: address, delivering: Inbox<Event>(), allowsInsecure: true)
    }
  }

  @Test func `an address of another machine needs leave`() async throws {
    let address = try Address("tcp://192.0.2.1:7117")
    await #expect(throws: TransportError.insecure(address)) {
      try await Dealer.start(connecting: address, delivering: Inbox<Event>())
    }
  }

  @Test func `an inbox may be shared with other sources`() async throws {
    enum Cause: Sendable, Equatable {
      case network(Event)
      case tick
    }
    let inbox = Inbox<Cause>()
    let dealer = try await Dealer.start(
      connecting: Address("tcp://127.0.0.1:9"), delivering: inbox, as: { .network($0) },
      limits: Limits(farewell: .zero))
    inbox.post(.tick)
    #expect(await inbox.next() == [.tick])
    await dealer.close()
    #expect(await inbox.next() == [.network(.ended(nil))])
  }
}
