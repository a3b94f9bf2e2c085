import JSON
import Messages
import Orders
import Studies
import Transport

/// Who follows the log stream, and how far each has come.
///
/// A watcher gets entries in their order, without gap or repeat, as long as it has credit. The
/// latest entries are kept in memory; a watcher that starts further back is fed from the file.
struct Watchers: Sendable {
  private struct Watcher {
    /// The last sequence that was sent.
    var sequence: Int64
    var credit: Int
  }

  /// How many entries a watcher may fall behind.
  static let patience = 100_000
  /// How many entries are kept in memory.
  static let memory = 2_000
  /// How many entries are read from the file at once.
  static let page = 500
  /// How many pages a watcher gets in one turn; others wait meanwhile.
  static let pagesInATurn = 4

  private var watchers: [Peer: Watcher] = [:]
  /// Who did not read and was forgotten, until it comes back.
  private var lost: Set<Peer> = []
  private var recent: [JournalEntry] = []

  /// Adds a watcher, or starts it again elsewhere.
  ///
  /// - Parameters:
  ///   - peer: who watches.
  ///   - sequence: the last one that it knows; one beyond the last committed means that it wants
  ///     only what is still to come.
  ///   - last: the last sequence committed.
  ///   - credit: how many events it can take.
  mutating func subscribe(_ peer: Peer, since sequence: Int64, upTo last: Int64, credit: Int) {
    watchers[peer] = Watcher(sequence: min(max(0, sequence), last), credit: max(0, credit))
    lost.remove(peer)
  }

  mutating func grant(_ credit: Int, to peer: Peer) {
    watchers[peer]?.credit += max(0, min(credit, 1 << 20))
  }

  mutating func remove(_ peer: Peer) {
    watchers[peer] = nil
    lost.remove(peer)
  }

  /// Forgets a watcher that does not read, until it subscribes again.
  mutating func cut(_ peer: Peer) {
    guard watchers.removeValue(forKey: peer) != nil else { return }
    lost.insert(peer)
  }

  func contains(_ peer: Peer) -> Bool {
    watchers[peer] != nil
  }

  /// Everybody who watches, in the order of their connections.
  var peers: [Peer] { watchers.keys.sorted() }

  /// Watchers with credit left; the others are behind, and are sent no notices.
  var takers: [Peer] { peers.filter { watchers[$0]?.credit ?? 0 > 0 } }

  /// What watchers that were cut are sent at every tick, because an earlier copy of it may have been
  /// dropped too.
  var reminders: [(Peer, Message)] { lost.sorted().map { ($0, .lagged(after: 0)) } }

  /// Those who have been sent everything up to a sequence.
  func caughtUp(with sequence: Int64) -> [Peer] {
    peers.filter { watchers[$0]?.sequence ?? 0 >= sequence }
  }

  /// Keeps entries that were committed.
  mutating func remember(_ entries: [JournalEntry]) {
    recent += entries
    if recent.count > 2 * Self.memory { recent.removeFirst(recent.count - Self.memory) }
  }

  /// Whether somebody wants entries that are only in the file.
  func needsFile(upTo last: Int64) -> Bool {
    let oldest = recent.first?.sequence ?? .max
    return watchers.values.contains {
      $0.credit > 0 && $0.sequence < last && $0.sequence + 1 < oldest
    }
  }

  /// Whether somebody could be sent more at once.
  func isBehind(_ last: Int64) -> Bool {
    watchers.values.contains { $0.credit > 0 && $0.sequence < last }
  }

  /// What to send next, a few pages for each watcher.
  ///
  /// - Parameters:
  ///   - last: the last sequence committed.
  ///   - read: reads entries after a sequence from the file.
  /// - Returns: messages in their order for each peer.
  mutating func feed(
    upTo last: Int64, read: (_ since: Int64, _ limit: Int) throws -> [JournalEntry]
  ) rethrows -> [(Peer, Message)] {
    var messages: [(Peer, Message)] = []
    for peer in peers {
      guard var watcher = watchers[peer] else { continue }
      for _ in 0..<Self.pagesInATurn where watcher.credit > 0 && watcher.sequence < last {
        let limit = min(watcher.credit, Self.page)
        let entries = try entries(after: watcher.sequence, limit: limit, read: read)
        guard let end = entries.last else { break }
        messages += entries.map { (peer, .event(EventNotice($0))) }
        watcher.sequence = end.sequence
        watcher.credit -= entries.count
      }
      watchers[peer] = watcher
      if last - watcher.sequence > Int64(Self.patience) {
        messages.append((peer, .lagged(after: watcher.sequence)))
        watchers[peer] = nil
      }
    }
    return messages
  }

  private func entries(
    after sequence: Int64, limit: Int, read: (Int64, Int) throws -> [JournalEntry]
  ) rethrows -> [JournalEntry] {
    guard let first = recent.first, first.sequence <= sequence + 1 else {
      return try read(sequence, limit)
    }
    let start = Int(sequence + 1 - first.sequence)
    guard start < recent.count else { return [] }
    return Array(recent[start..<min(recent.count, start + limit)])
  }
}

extension EventNotice {
  /// A committed entry as it travels.
  init(_ entry: JournalEntry) {
    self.init(
      sequence: entry.sequence, time: entry.time, kind: entry.kind.rawValue,
      fields: entry.fields.description)
  }
}

extension ProgressNotice {
  /// The notice as watchers see it.
  public var json: JSON {
    .object(
      [
        .init("kind", "progress"), .init("worker", .text(worker)),
        .init("order", .whole(progress.lease.order)),
        .init("attempt", .whole(progress.lease.attempt)),
        .init("function", .text(orNull: candidate?.form)),
      ] + progress.record.members(withWords: false))
  }
}
