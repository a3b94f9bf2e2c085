import Testing

@testable import Transport

/// Collects the events of an inbox until they satisfy a condition.
///
/// A condition that never holds ends with the test's time limit.
func events(
  of inbox: Inbox<Event>, until isEnough: ([Event]) -> Bool
) async throws -> [Event] {
  var seen: [Event] = []
  while !isEnough(seen) {
    seen += try #require(await inbox.next(), "cancelled or finished after \(seen.suffix(5))")
  }
  return seen
}

extension Event {
  /// The frames of a message, or nil for another event.
  var frames: [[UInt8]]? {
    if case .message(_, let frames) = self { frames } else { nil }
  }

  /// The sender of a message, or nil for another event.
  var sender: Peer? {
    if case .message(let peer, _) = self { peer } else { nil }
  }
}

/// The bytes of a number, as test messages carry it.
func bytes(_ number: Int) -> [UInt8] {
  unsafe withUnsafeBytes(of: number) { unsafe [UInt8]($0) }
}

/// A router and a dealer that have met over loopback, with their inboxes.
struct Pair {
  let router: Router
  let dealer: Dealer
  let routerInbox: Inbox<Event>
  let dealerInbox: Inbox<Event>
  /// What the router calls the dealer.
  let peer: Peer

  init(
    routerInbox: Inbox<Event> = Inbox(), dealerInbox: Inbox<Event> = Inbox(),
    limits: Limits = Limits(), dealerLimits: Limits? = nil
  ) async throws {
    self.routerInbox = routerInbox
    self.dealerInbox = dealerInbox
    router = try await Router.start(
      binding: [Address("tcp://127.0.0.1:*")], delivering: routerInbox, limits: limits)
    dealer = try await Dealer.start(
      connecting: router.bound[0], delivering: dealerInbox, limits: dealerLimits ?? limits)
    dealer.send([[0]])
    let first = try await events(of: routerInbox) { $0.contains { $0.frames == [[0]] } }
    peer = try #require(first.compactMap(\.sender).first)
    _ = try await events(of: dealerInbox) { $0.contains(.connected(.farEnd)) }
  }

  func close() async {
    await dealer.close()
    await router.close()
  }
}
