import CZeroMQ
import Foundation

/// A ZeroMQ socket, which one thread makes, uses and closes.
@safe struct Socket: ~Copyable {
  enum Kind {
    case router, dealer, pair

    var code: Int32 {
      switch self {
      case .router: ZMQ_ROUTER
      case .dealer: ZMQ_DEALER
      case .pair: ZMQ_PAIR
      }
    }
  }

  let kind: Kind
  let handle: UnsafeMutableRawPointer

  private init(kind: Kind, handle: UnsafeMutableRawPointer) {
    self.kind = kind
    unsafe self.handle = handle
  }

  static func open(_ kind: Kind, in context: borrowing Context) throws(TransportError) -> Socket {
    guard let handle = unsafe zmq_socket(context.handle, kind.code) else {
      throw .last("zmq_socket")
    }
    return unsafe Socket(kind: kind, handle: handle)
  }

  deinit { unsafe _ = zmq_close(handle) }

  func set(_ option: Int32, _ value: Int32) throws(TransportError) {
    var value = value
    guard unsafe zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size) == 0 else {
      throw .last("zmq_setsockopt")
    }
  }

  func set(_ option: Int32, wide value: Int64) throws(TransportError) {
    var value = value
    guard unsafe zmq_setsockopt(handle, option, &value, MemoryLayout<Int64>.size) == 0 else {
      throw .last("zmq_setsockopt")
    }
  }

  func bind(_ address: Address) throws(TransportError) {
    guard unsafe zmq_bind(handle, address.description) == 0 else {
      let code = zmq_errno()
      if code == EADDRINUSE { throw .addressInUse(address) }
      throw .cannotBind(address, reason: TransportError.text(of: code))
    }
    // The file is made with the process's default rights; only this user is to connect.
    if case .ipc(let path) = address.place { unsafe _ = chmod(path, 0o600) }
  }

  func connect(_ address: Address) throws(TransportError) {
    guard unsafe zmq_connect(handle, address.description) == 0 else {
      throw .cannotConnect(address, reason: TransportError.text(of: zmq_errno()))
    }
  }

  /// Where the last bind ended up, with the port that the system chose.
  func lastEndpoint() throws(TransportError) -> Address {
    var bytes = [UInt8](repeating: 0, count: 512)
    var count = bytes.count
    let code = unsafe bytes.withUnsafeMutableBytes {
      unsafe zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, $0.baseAddress, &count)
    }
    guard code == 0 else { throw .last("zmq_getsockopt") }
    return try Address(String(decoding: bytes.prefix(max(0, count - 1)), as: UTF8.self))
  }
}

extension Socket {
  /// Sets every option that this project uses, each with its reason.
  func configure(_ limits: Limits) throws(TransportError) {
    let queued = Int32(clamping: limits.queuedMessages)
    // A bounded queue to each peer: past it, messages wait in our own bounded backlog.
    try set(ZMQ_SNDHWM, queued)
    try set(ZMQ_RCVHWM, queued)
    // A peer that announces a larger frame is cut off before any memory is taken for it.
    try set(ZMQ_MAXMSGSIZE, wide: Int64(limits.frameBytes))
    // What is still to be sent at the end gets a bounded time: 0 would lose a last report, and
    // the default of for ever would keep a process whose peer is gone.
    try set(ZMQ_LINGER, limits.farewellMilliseconds)
    // A connection that has not introduced itself holds a descriptor; it may do so briefly.
    try set(ZMQ_HANDSHAKE_IVL, 10_000)
    // A machine that lost power says no good-bye. The library's own pings, answered by its I/O
    // thread whatever the program does, end such connections. They wait their turn behind data
    // that a slow reader has not taken yet, so the patience is long: seconds would cut a busy
    // connection. Who is lost is decided above, by the protocol's heartbeats.
    try set(ZMQ_HEARTBEAT_IVL, 10_000)
    try set(ZMQ_HEARTBEAT_TIMEOUT, 60_000)
    try set(ZMQ_HEARTBEAT_TTL, 60_000)
    // Keeps entries of address translators alive, which forget idle connections in minutes.
    try set(ZMQ_TCP_KEEPALIVE, 1)
    try set(ZMQ_TCP_KEEPALIVE_IDLE, 60)
    try set(ZMQ_TCP_KEEPALIVE_INTVL, 15)
    try set(ZMQ_TCP_KEEPALIVE_CNT, 4)
    switch kind {
    case .router:
      // A send to a peer that is gone is reported instead of dropped in silence.
      try set(ZMQ_ROUTER_MANDATORY, 1)
      // Nobody can take over the routing id of a live connection.
      try set(ZMQ_ROUTER_HANDOVER, 0)
      // A whole cluster reconnects at once after a restart.
      try set(ZMQ_BACKLOG, 512)
    case .dealer:
      // Only a finished connection has a queue, and the queue ends with it: a new connection
      // never begins with left-overs of the one before.
      try set(ZMQ_IMMEDIATE, 1)
      try set(ZMQ_CONNECT_TIMEOUT, 5_000)
      // 0.1 s after the first loss, then doubling to 2 s: a restarted coordinator has its workers
      // back at once, and a cluster does not hammer one that is down.
      try set(ZMQ_RECONNECT_IVL, 100)
      try set(ZMQ_RECONNECT_IVL_MAX, 2_000)
    case .pair:
      break
    }
  }

  /// Decides whether the next address may be an IPv6 one, such as `tcp://[::1]:7117`.
  func allowIPv6(_ isAllowed: Bool) throws(TransportError) { try set(ZMQ_IPV6, isAllowed ? 1 : 0) }
}

extension Socket {
  enum Sent {
    case done
    /// The peer's queue is full: try the whole message again later.
    case full
    case unreachable
    /// The context ends; so must the thread.
    case terminated
  }

  /// Hands a whole message to the library, or nothing of it.
  ///
  /// Only the first frame can be refused: the library keeps room for the rest of a message.
  func send(_ frames: [[UInt8]], to peer: Peer) throws(TransportError) -> Sent {
    if kind == .router {
      let result = try send(peer.routingID, hasMore: true)
      guard case .done = result else { return result }
    }
    for (index, frame) in frames.enumerated() {
      let result = try send(frame, hasMore: index + 1 < frames.count)
      guard case .done = result else { return result }
    }
    return .done
  }

  private func send(_ frame: [UInt8], hasMore: Bool) throws(TransportError) -> Sent {
    let flags = ZMQ_DONTWAIT | (hasMore ? ZMQ_SNDMORE : 0)
    while true {
      let sent = unsafe frame.withUnsafeBytes {
        unsafe zmq_send(handle, $0.baseAddress, $0.count, flags)
      }
      if sent >= 0 { return .done }
      switch zmq_errno() {
      case EINTR: continue
      case EAGAIN: return .full
      case EHOSTUNREACH: return .unreachable
      case ZMQ_ETERM: return .terminated
      default: throw .last("zmq_send")
      }
    }
  }
}

extension Socket {
  enum Arrival {
    /// A message; the descriptor of the connection that it came over, or -1.
    case message(Peer, [[UInt8]], bytes: Int, descriptor: Int32)
    /// A message with too many frames or bytes, which has been thrown away.
    case tooLarge
    /// A message from a dealer with a routing id of its own, which has been thrown away.
    case foreign
    case nothing
    /// The context ends; so must the thread.
    case terminated
  }

  /// The next whole message within the limits, or why there is none.
  func receive(within limits: Limits) throws(TransportError) -> Arrival {
    var part = zmq_msg_t()
    unsafe zmq_msg_init(&part)
    defer { unsafe _ = zmq_msg_close(&part) }

    var frames: [[UInt8]] = []
    var bytes = 0
    var peer: Peer? = kind == .router ? nil : .farEnd
    var descriptor: Int32 = -1
    var isRoutingID = kind == .router
    var isTooLarge = false
    while true {
      guard unsafe zmq_msg_recv(&part, handle, ZMQ_DONTWAIT) >= 0 else {
        switch zmq_errno() {
        case EINTR: continue
        case EAGAIN: return .nothing
        case ZMQ_ETERM: return .terminated
        default: throw .last("zmq_msg_recv")
        }
      }
      let content = unsafe UnsafeRawBufferPointer(
        start: zmq_msg_data(&part), count: zmq_msg_size(&part))
      if isRoutingID {
        isRoutingID = false
        peer = unsafe Peer(routingID: content)
      } else if frames.count == limits.framesPerMessage
        || bytes + content.count > limits.frameBytes
      {
        // The rest must still be read: the next message begins after the last frame.
        isTooLarge = true
      } else if peer != nil {
        // The routing id itself does not always know its connection; what follows it does.
        if frames.isEmpty { descriptor = unsafe zmq_msg_get(&part, ZMQ_SRCFD) }
        bytes += content.count
        unsafe frames.append([UInt8](content))
      }
      guard unsafe zmq_msg_more(&part) == 0 else { continue }
      guard let peer else { return .foreign }
      return isTooLarge
        ? .tooLarge : .message(peer, frames, bytes: bytes, descriptor: descriptor)
    }
  }
}

/// A libzmq context with its I/O thread: each endpoint has its own.
///
/// So ending an endpoint can wait until nothing of it is left, sockets in the file system included.
@safe struct Context: ~Copyable {
  let handle: UnsafeMutableRawPointer

  init() throws(TransportError) {
    guard let handle = unsafe zmq_ctx_new() else { throw .last("zmq_ctx_new") }
    unsafe self.handle = handle
  }

  /// Returns once all sockets of the context are closed and their farewells are over.
  deinit {
    // A signal may interrupt the wait; the call is then made again.
    while unsafe zmq_ctx_term(handle) != 0, zmq_errno() == EINTR {}
  }
}

/// The message library in this process.
public enum MessageLibrary {
  /// The version of libzmq, such as `4.3.4`.
  public static var version: String {
    var major: Int32 = 0
    var minor: Int32 = 0
    var patch: Int32 = 0
    unsafe zmq_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }
}
