import CZeroMQ
import Foundation

/// What a socket thread does: sends what is queued, delivers what has come, waits, again.
struct SocketLoop: ~Copyable {
  /// The most messages read before the outbox is looked at again.
  private static let readingLimit = 512
  /// How long a message waits, in milliseconds, before a full peer of a router is tried again.
  ///
  /// A router is writable for `zmq_poll` when any of its peers is, so it cannot wait for one.
  private static let retryInterval = 10

  private enum Reading { case drained, paused, full, terminated }

  private let socket: Socket
  private let monitor: Monitor
  private let limits: Limits
  private let outbox: Outbox
  private let delivery: Delivery
  private var backlog: Backlog
  private var connections = Connections()
  /// Ends of connections that are told once everything that came over them is delivered.
  private var notes: [Monitor.Note] = []
  private var traffic = Traffic()
  private var isTerminated = false

  private init(
    socket: consuming Socket, monitor: consuming Monitor, limits: Limits, outbox: Outbox,
    delivery: Delivery
  ) {
    self.socket = socket
    self.monitor = monitor
    self.limits = limits
    self.outbox = outbox
    self.delivery = delivery
    backlog = Backlog(messageLimit: limits.backlogMessages, byteLimit: limits.backlogBytes)
  }

  static func open(
    _ kind: Socket.Kind, limits: Limits, outbox: Outbox, delivery: Delivery,
    in context: borrowing Context
  ) throws(TransportError) -> SocketLoop {
    let socket = try Socket.open(kind, in: context)
    try socket.configure(limits)
    let monitor = try Monitor.open(socket, in: context)
    return SocketLoop(
      socket: socket, monitor: monitor, limits: limits, outbox: outbox, delivery: delivery)
  }

  /// Binds or connects, and gives the addresses with the ports that the system chose.
  func attach(_ role: Role) throws(TransportError) -> [Address] {
    var bound: [Address] = []
    for address in role.addresses {
      if case .tcp(let host, _) = address.place { try socket.allowIPv6(host.hasPrefix("[")) }
      switch role {
      case .router:
        try socket.bind(address)
        bound.append(try socket.lastEndpoint())
      case .dealer:
        try socket.connect(address)
        bound.append(address)
      }
    }
    return bound
  }

  /// Serves until the outbox is closed, and then until the farewell is said or too long.
  mutating func run(publishing publish: (Traffic) -> Void) throws(TransportError) {
    var farewells = Int(limits.farewellMilliseconds) / Self.retryInterval
    while !isTerminated {
      let (messages, isClosed) = outbox.take()
      try sendBacklog()
      for message in messages { try send(message.frames, to: message.peer) }
      notes += try monitor.notes()
      let reading = isClosed ? .drained : try receive()
      if reading == .drained { tellNotes() }
      publish(traffic)
      if isClosed {
        if backlog.isEmpty || farewells == 0 { break }
        farewells -= 1
      }
      if reading != .paused { try wait(isReading: reading == .drained && !isClosed, isClosed) }
    }
    publish(traffic)
  }

  /// Must be called before the loop goes out of scope, however it ended.
  func stop() { monitor.stop(socket) }

  // MARK: Sending

  private mutating func send(_ frames: [[UInt8]], to peer: Peer) throws(TransportError) {
    if backlog.holds(peer) { return keep(frames, for: peer) }
    switch try socket.send(frames, to: peer) {
    case .done: countSent(frames)
    case .full: keep(frames, for: peer)
    case .unreachable: lose(peer, 1)
    case .terminated: isTerminated = true
    }
  }

  private mutating func sendBacklog() throws(TransportError) {
    for peer in backlog.peers {
      sending: while let frames = backlog.first(for: peer) {
        switch try socket.send(frames, to: peer) {
        case .done:
          countSent(frames)
          backlog.removeFirst(for: peer)
        case .full:
          break sending
        case .unreachable:
          lose(peer, backlog.removeAll(for: peer))
        case .terminated:
          isTerminated = true
          return
        }
      }
    }
  }

  private mutating func keep(_ frames: [[UInt8]], for peer: Peer) {
    switch backlog.keep(frames, for: peer) {
    case .kept: break
    case .firstDropped:
      traffic.congested += 1
      delivery.post(.congested(peer), 0)
    case .dropped:
      traffic.congested += 1
    }
  }

  private mutating func lose(_ peer: Peer, _ count: Int) {
    traffic.unreachable += count
    delivery.post(.unreachable(peer), 0)
  }

  private mutating func countSent(_ frames: [[UInt8]]) {
    traffic.messagesSent += 1
    traffic.bytesSent += frames.reduce(0) { $0 + $1.count }
  }

  // MARK: Receiving

  private mutating func receive() throws(TransportError) -> Reading {
    for _ in 0..<Self.readingLimit {
      guard delivery.hasRoom(outbox.wake) else { return .full }
      switch try socket.receive(within: limits) {
      case .message(let peer, let frames, let bytes, let descriptor):
        connections.note(peer, over: descriptor)
        traffic.messagesReceived += 1
        traffic.bytesReceived += bytes
        delivery.post(.message(peer, frames), bytes)
      case .tooLarge: traffic.refusedAsTooLarge += 1
      case .foreign: traffic.refusedAsForeign += 1
      case .nothing: return .drained
      case .terminated:
        isTerminated = true
        return .terminated
      }
    }
    return .paused
  }

  private mutating func tellNotes() {
    for note in notes {
      switch note {
      case .failedHandshake:
        traffic.failedHandshakes += 1
      case .connected:
        if socket.kind == .dealer { delivery.post(.connected(.farEnd), 0) }
      case .disconnected(let descriptor):
        let peer = socket.kind == .dealer ? .farEnd : connections.remove(descriptor)
        guard let peer else { continue }
        traffic.unreachable += backlog.removeAll(for: peer)
        delivery.post(.disconnected(peer), 0)
      }
    }
    notes.removeAll()
  }

  // MARK: Waiting

  /// Waits for something to read, room to write, a note, or a call from another thread.
  private func wait(isReading: Bool, _ isClosed: Bool) throws(TransportError) {
    let isRouter = socket.kind == .router
    var wanted = isReading ? ZMQ_POLLIN : 0
    if !backlog.isEmpty, !isRouter { wanted |= ZMQ_POLLOUT }
    let isRetrying = isClosed || (!backlog.isEmpty && isRouter)
    var items = unsafe [
      zmq_pollitem_t(socket: socket.handle, fd: 0, events: Int16(wanted), revents: 0),
      zmq_pollitem_t(
        socket: monitor.socket.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0),
      zmq_pollitem_t(
        socket: nil, fd: outbox.wake.descriptor, events: Int16(ZMQ_POLLIN), revents: 0),
    ]
    let ready = unsafe zmq_poll(
      &items, Int32(items.count), isRetrying ? Self.retryInterval : -1)
    // An interrupted wait is a short one; a terminated context shows at the next send or receive.
    if ready < 0, zmq_errno() != EINTR, zmq_errno() != ZMQ_ETERM { throw .last("zmq_poll") }
    outbox.wake.clear()
  }
}
