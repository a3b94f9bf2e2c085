import CZeroMQ

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
