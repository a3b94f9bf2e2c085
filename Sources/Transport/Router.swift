/// The end that others dial: many peers, each known by its connection.
///
/// Safe to use from any thread. Its socket lives on a thread of its own, which ends with `close`.
public final class Router: Sendable {
  /// Where it listens, with the ports that the system chose for `*`.
  public let bound: [Address]
  private let endpoint: Endpoint

  private init(endpoint: Endpoint, bound: [Address]) {
    self.endpoint = endpoint
    self.bound = bound
  }

  /// Binds the addresses and starts serving them.
  ///
  /// - Parameters:
  ///   - addresses: at least one; an ipc path is locked against other processes, and its socket
  ///     is for this user only.
  ///   - inbox: where events go; reading pauses while it is full.
  ///   - item: wraps an event for an inbox that several sources share.
  ///   - limits: how much is accepted and kept.
  ///   - allowsInsecure: whether an address may be one that other machines can reach.
  /// - Returns: the endpoint, which goes on until `close`.
  /// - Throws: `.addressInUse`, `.insecure`, `.cannotBind`, or a failed call.
  public static func start<Item>(
    binding addresses: [Address], delivering inbox: Inbox<Item>,
    as item: @escaping @Sendable (Event) -> Item, limits: Limits = Limits(),
    allowsInsecure: Bool = false
  ) async throws(TransportError) -> Router {
    precondition(!addresses.isEmpty, "a router needs an address")
    let role = Role.router(binding: addresses)
    try role.check(allowsInsecure: allowsInsecure)
    let (endpoint, bound) = try await Endpoint.start(
      role, limits: limits, delivery: Delivery(to: inbox, as: item))
    return Router(endpoint: endpoint, bound: bound)
  }

  /// Binds the addresses and starts serving them, with an inbox of plain events.
  public static func start(
    binding addresses: [Address], delivering inbox: Inbox<Event>, limits: Limits = Limits(),
    allowsInsecure: Bool = false
  ) async throws(TransportError) -> Router {
    try await start(
      binding: addresses, delivering: inbox, as: { $0 }, limits: limits,
      allowsInsecure: allowsInsecure)
  }

  /// Queues a message for a peer and returns at once; what happens to it comes as an event.
  public func send(_ frames: [[UInt8]], to peer: Peer) {
    precondition(!frames.isEmpty, "a message has at least one frame")
    endpoint.outbox.send(frames, to: peer)
  }

  /// What has passed through so far.
  public var traffic: Traffic { endpoint.counts }

  /// Sends what is queued, within the farewell limit, and returns when thread and sockets are gone.
  public func close() async { await endpoint.close() }
}
