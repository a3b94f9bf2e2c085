import Foundation
import Synchronization

/// The shared handle of one socket thread: how the rest of the process reaches it.
final class Endpoint: Sendable {
  private struct Life {
    var hasEnded = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  let outbox: Outbox
  private let traffic = Mutex(Traffic())
  private let life = Mutex(Life())

  private init(outbox: Outbox) { self.outbox = outbox }

  /// Starts the thread and returns once its socket is bound or dialling.
  static func start(
    _ role: Role, limits: Limits, delivery: Delivery
  ) async throws(TransportError) -> (Endpoint, bound: [Address]) {
    let endpoint = Endpoint(outbox: try Outbox())
    let started: Result<[Address], TransportError> = await withCheckedContinuation { ready in
      let thread = Thread {
        Thread.current.name = "hillock.socket"
        endpoint.run(role, limits: limits, delivery: delivery, ready: ready)
      }
      thread.start()
    }
    return (endpoint, try started.get())
  }

  var counts: Traffic { traffic.withLock { $0 } }

  /// Asks the thread to say its farewell, and returns when the socket and the thread are gone.
  func close() async {
    outbox.close()
    await withCheckedContinuation { continuation in
      let hasEnded = life.withLock { life in
        if !life.hasEnded { life.waiting.append(continuation) }
        return life.hasEnded
      }
      if hasEnded { continuation.resume() }
    }
  }

  /// The thread's whole life: everything that it opens is closed before it says that it ended.
  private func run(
    _ role: Role, limits: Limits, delivery: Delivery,
    ready: CheckedContinuation<Result<[Address], TransportError>, Never>
  ) {
    var failure: TransportError?
    var hasStarted = false
    do {
      // Held until the context is gone: some versions of libzmq remove the file of a socket only
      // then, and it must not be another process's by that time.
      let claims = try role.claims()
      failure = serve(role, limits: limits, delivery: delivery) { bound in
        hasStarted = true
        ready.resume(returning: .success(bound))
      }
      for claim in claims { claim.removeSocket() }
    } catch {
      failure = error
    }
    outbox.close()
    if hasStarted {
      delivery.post(.ended(failure), 0)
    } else if let failure {
      ready.resume(returning: .failure(failure))
    }
    let waiting = life.withLock { life in
      life.hasEnded = true
      return life.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Serves to the end and returns when the sockets and their context are gone.
  private func serve(
    _ role: Role, limits: Limits, delivery: Delivery, onStart: ([Address]) -> Void
  ) -> TransportError? {
    do {
      let context = try Context()
      let failure = serve(
        role, limits: limits, delivery: delivery, in: context, onStart: onStart)
      // Waits for the farewells; the sockets were closed when the inner call returned.
      _ = consume context
      return failure
    } catch {
      return error
    }
  }

  private func serve(
    _ role: Role, limits: Limits, delivery: Delivery, in context: borrowing Context,
    onStart: ([Address]) -> Void
  ) -> TransportError? {
    do {
      var loop = try SocketLoop.open(
        role.kind, limits: limits, outbox: outbox, delivery: delivery, in: context)
      defer { loop.stop() }
      onStart(try loop.attach(role))
      try loop.run { counts in traffic.withLock { $0 = counts } }
      return nil
    } catch {
      return error
    }
  }
}

/// What an endpoint has to tell.
public enum Event: Sendable, Equatable {
  /// A whole message, one array of bytes for each frame.
  case message(Peer, [[UInt8]])
  /// A dealer has reached the other side (again): a new connection, which knows nothing yet.
  case connected(Peer)
  /// A connection has ended; everything that came over it has been delivered before this.
  ///
  /// For a router this is a hint that saves waiting for a silent peer: it comes for peers that
  /// have sent something, and not for one whose machine went away without a word.
  case disconnected(Peer)
  /// A message could not be sent because its peer is gone; the message is lost.
  case unreachable(Peer)
  /// The backlog of a peer is full; messages to it are dropped until the backlog has been sent.
  case congested(Peer)
  /// The endpoint has ended: the last event. The error is nil after `close`.
  case ended(TransportError?)
}

/// What has passed through an endpoint since it started.
public struct Traffic: Sendable, Equatable {
  public var messagesReceived = 0
  public var bytesReceived = 0
  public var messagesSent = 0
  public var bytesSent = 0
  /// Messages with more frames, or more bytes in all, than the limits allow.
  public var refusedAsTooLarge = 0
  /// Messages from dealers that chose their own routing id.
  public var refusedAsForeign = 0
  /// Connections that did not speak the protocol, whatever they sent.
  public var failedHandshakes = 0
  /// Messages lost because their peer had gone.
  public var unreachable = 0
  /// Messages lost because their peer did not read.
  public var congested = 0

  public init() {}
}

/// A socket thread's view of an inbox, whatever the inbox holds.
struct Delivery: Sendable {
  let post: @Sendable (Event, Int) -> Void
  let hasRoom: @Sendable (WakeSignal) -> Bool

  init<Item>(to inbox: Inbox<Item>, as item: @escaping @Sendable (Event) -> Item) {
    post = { event, bytes in inbox.post(item(event), bytes: bytes) }
    hasRoom = { inbox.hasRoom(orElse: $0) }
  }
}
