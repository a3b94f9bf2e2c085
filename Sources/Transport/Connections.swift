/// Which peers came over which file descriptor, so that the end of one can be told.
struct Connections {
  private var peers: [Int32: [Peer]] = [:]
  private var descriptors: [Peer: Int32] = [:]

  var count: Int { descriptors.count }

  /// Notes where a message came from; a negative descriptor tells nothing.
  mutating func note(_ peer: Peer, over descriptor: Int32) {
    guard descriptor >= 0, descriptors[peer] == nil else { return }
    descriptors[peer] = descriptor
    peers[descriptor, default: []].append(peer)
  }

  /// The peer whose connection over a descriptor has ended, if it ever sent something.
  ///
  /// The system gives a descriptor to a new connection as soon as the old one is closed, so
  /// there can be two peers for a moment; the older one is the one that ended.
  mutating func remove(_ descriptor: Int32) -> Peer? {
    guard var waiting = peers.removeValue(forKey: descriptor) else { return nil }
    let peer = waiting.removeFirst()
    if !waiting.isEmpty { peers[descriptor] = waiting }
    descriptors[peer] = nil
    return peer
  }
}
