/// The end that dials: one peer, `.farEnd`, reached again by itself after a loss.
///
/// Safe to use from any thread. Its socket lives on a thread of its own, which ends with `close`.
///
/// What is sent before the first `.connected` waits for the connection. Later, everything sent
/// before a `.disconnected` was delivered may be lost: whoever needs an answer sends again.
public final class Dealer: Sendable {
  private let endpoint: Endpoint

  private init(endpoint: Endpoint) { self.endpoint = endpoint }

  /// Starts dialling an address; that nobody answers yet is no error.
  ///
  /// - Parameters:
  ///   - address: a host with a port, or an ipc path.
  ///   - inbox: where events go; reading pauses while it is full.
  ///   - item: wraps an event for an inbox that several sources share.
  ///   - limits: how much is accepted and kept.
  ///   - allowsInsecure: whether the address may be one of another machine.
  /// - Returns: the endpoint, which goes on until `close`.
  /// - Throws: `.insecure`, `.cannotConnect`, or a failed call.
  public static func start<Item>(
    connecting address: Address, delivering inbox: Inbox<Item>,
    as item: @escaping @Sendable (Event) -> Item, limits: Limits = Limits(),
    allowsInsecure: Bool = false
  ) async throws(TransportError) -> Dealer {
    let role = Role.dealer(connecting: address)
    try role.check(allowsInsecure: allowsInsecure)
    let (endpoint, _) = try await Endpoint.start(
      role, limits: limits, delivery: Delivery(to: inbox, as: item))
    return Dealer(endpoint: endpoint)
  }

  /// Starts dialling an address, with an inbox of plain events.
  public static func start(
    connecting address: Address, delivering inbox: Inbox<Event>, limits: Limits = Limits(),
    allowsInsecure: Bool = false
  ) async throws(TransportError) -> Dealer {
    try await start(
      connecting: address, delivering: inbox, as: { $0 }, limits: limits,
      allowsInsecure: allowsInsecure)
  }

  /// Queues a message and returns at once; what happens to it comes as an event.
  public func send(_ frames: [[UInt8]]) {
    precondition(!frames.isEmpty, "a message has at least one frame")
    endpoint.outbox.send(frames, to: .farEnd)
  }

  /// What has passed through so far.
  public var traffic: Traffic { endpoint.counts }

  /// Sends what is queued, within the farewell limit, and returns when thread and sockets are gone.
  public func close() async { await endpoint.close() }
}
