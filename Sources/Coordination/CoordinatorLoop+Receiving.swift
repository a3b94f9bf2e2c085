import Logging
import Messages
import Orders
import Transport

/// What comes in: messages of everybody, and what the transport tells of connections.
extension CoordinatorLoop {
  /// The ledger's event for what the transport tells; everybody but workers is served here.
  mutating func translate(
    _ event: Transport.Event, replies: inout [(Peer, Message)]
  ) -> Orders.Event? {
    switch event {
    case .message(let peer, let frames):
      return receive(frames, from: peer, replies: &replies)
    case .disconnected(let peer), .unreachable(let peer):
      watchers.remove(peer)
      leaving.remove(peer)
      corrected.remove(peer)
      return .unreachable(Connection(peer))
    case .congested(let peer):
      if watchers.contains(peer) {
        logger.info("Watcher cut off: it does not read", metadata: [LogKeys.peer: "\(peer)"])
        watchers.cut(peer)
      }
      return nil
    case .ended(let error):
      logger.error(
        "Transport ended", metadata: [LogKeys.reason: "\(error.map { "\($0)" } ?? "closed")"])
      isStopped = true
      return nil
    case .connected: return nil
    }
  }

  private mutating func receive(
    _ frames: [[UInt8]], from peer: Peer, replies: inout [(Peer, Message)]
  ) -> Orders.Event? {
    let envelope: Envelope
    do throws(MessageError) {
      guard frames.count == 1, let frame = frames.first else {
        throw .malformed("\(frames.count) frames; expected 1")
      }
      envelope = try Envelope(decoding: frame)
    } catch {
      refuse(error, from: peer, replies: &replies)
      return nil
    }
    switch envelope.message {
    case .subscribe(let since, let credit):
      guard since <= committed || since == .max else {
        let reason =
          "event \(since) is not in the ledger, which ends at \(committed): an old copy?"
        replies.append((peer, .refused(Rejection(code: .malformed, reason: reason))))
        return nil
      }
      watchers.subscribe(peer, since: since, upTo: committed, credit: credit)
    case .credit(let credit):
      if watchers.contains(peer) {
        watchers.grant(credit, to: peer)
      } else {
        replies.append((peer, .lagged(after: 0)))
      }
    case .request(let request): take(request, from: peer, replies: &replies)
    case .hello:
      return Dialogue.event(envelope.message, from: Connection(peer))
    default:
      // What belongs to another study is for that study's coordinator.
      guard envelope.study == terms.study else {
        replies.append((peer, .whoAreYou))
        return nil
      }
      return Dialogue.event(envelope.message, from: Connection(peer))
    }
    return nil
  }

  private mutating func take(
    _ request: Request, from peer: Peer, replies: inout [(Peer, Message)]
  ) {
    guard openRequests < Answers.patience else {
      let reason = "\(openRequests) requests wait for their answers already; ask again"
      replies.append(
        (peer, .response(Response(id: request.id, result: .failure(reason: reason, exitCode: 4)))))
      return
    }
    openRequests += 1
    jobs.append(.answer(request, peer))
  }

  private mutating func refuse(
    _ error: MessageError, from peer: Peer, replies: inout [(Peer, Message)]
  ) {
    refusedFrames += 1
    // A flood of garbage must not become a flood of log lines.
    if refusedFrames.nonzeroBitCount == 1 {
      logger.warning(
        "Frames refused",
        metadata: [
          "wire.refused": "\(refusedFrames)", LogKeys.peer: "\(peer)", LogKeys.reason: "\(error)",
        ])
    }
    if case .version = error {
      replies.append((peer, .refused(Rejection(code: .version, reason: "\(error)"))))
    } else if corrected.insert(peer).inserted {
      replies.append((peer, .refused(Rejection(code: .malformed, reason: "\(error)"))))
    }
  }
}
