/// Messages that the library would not take yet, kept in order for each peer, within bounds.
struct Backlog {
  /// What became of a message that was to be kept.
  enum Admission: Equatable {
    case kept
    /// Dropped, the first since this peer's backlog was last empty.
    case firstDropped
    case dropped
  }

  private struct Queue {
    var messages: [[[UInt8]]] = []
    var first = 0
    var bytes = 0
    var hasDropped = false

    var count: Int { messages.count - first }
  }

  private let messageLimit: Int
  private let byteLimit: Int
  private var queues: [Peer: Queue] = [:]
  /// The peers with a backlog, longest waiting first.
  private(set) var peers: [Peer] = []

  init(messageLimit: Int, byteLimit: Int) {
    self.messageLimit = messageLimit
    self.byteLimit = byteLimit
  }

  var isEmpty: Bool { peers.isEmpty }

  func holds(_ peer: Peer) -> Bool { queues[peer] != nil }

  /// Keeps a message behind the others of its peer, unless that peer's backlog is full.
  mutating func keep(_ frames: [[UInt8]], for peer: Peer) -> Admission {
    if queues[peer] == nil { peers.append(peer) }
    let size = frames.reduce(0) { $0 + $1.count }
    var queue = queues.removeValue(forKey: peer) ?? Queue()
    defer { queues[peer] = queue }
    guard queue.count < messageLimit, queue.bytes + size <= byteLimit || queue.count == 0 else {
      defer { queue.hasDropped = true }
      return queue.hasDropped ? .dropped : .firstDropped
    }
    queue.messages.append(frames)
    queue.bytes += size
    return .kept
  }

  /// The oldest message for a peer.
  func first(for peer: Peer) -> [[UInt8]]? {
    queues[peer].map { $0.messages[$0.first] }
  }

  /// Forgets the oldest message for a peer, which has been sent.
  mutating func removeFirst(for peer: Peer) {
    guard var queue = queues.removeValue(forKey: peer) else { return }
    queue.bytes -= queue.messages[queue.first].reduce(0) { $0 + $1.count }
    queue.messages[queue.first] = []
    queue.first += 1
    if queue.count == 0 {
      peers.removeAll { $0 == peer }
      return
    }
    if queue.first > 1_000, queue.first > queue.messages.count / 2 {
      queue.messages.removeFirst(queue.first)
      queue.first = 0
    }
    queues[peer] = queue
  }

  /// Forgets all messages for a peer that is gone, and says how many there were.
  mutating func removeAll(for peer: Peer) -> Int {
    guard let queue = queues.removeValue(forKey: peer) else { return 0 }
    peers.removeAll { $0 == peer }
    return queue.count
  }
}
