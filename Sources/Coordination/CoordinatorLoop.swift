import Logging
import Messages
import Orders
import Storage
import Studies
import Tensors
import Transport

/// One turn after the other of a coordinator: events in, one commit, sends out.
struct CoordinatorLoop {
  private let terms: Terms
  private let settings: CoordinatorSettings
  private let file: LedgerFile
  private let router: Router
  private let logger: Logger
  private let announce: @Sendable (Announcement) -> Void
  private let clock = ProcessClock()

  private var ledger: Ledger
  private var watchers = Watchers()
  /// Frames that were no message, by what was wrong with them.
  private var refusedFrames = 0
  /// Who was told that its message makes no sense; once is enough.
  private var corrected: Set<Peer> = []
  /// Requests whose answers are being made.
  private var openRequests = 0
  private var errands: [Errand] = []
  private(set) var ending: Ending?
  private var isStopped = false
  /// When the last farewell is over; monotonic.
  private var leavesAt: Duration?
  /// Workers that were told of the end and are still there.
  private var leaving: Set<Peer> = []

  init(
    terms: Terms, settings: CoordinatorSettings, file: LedgerFile, router: Router, logger: Logger,
    announce: @escaping @Sendable (Announcement) -> Void
  ) throws {
    self.terms = terms
    self.settings = settings
    self.file = file
    self.router = router
    self.logger = logger
    self.announce = announce
    ledger = Ledger(terms: terms, snapshot: try file.snapshot())
  }

  /// Whether there is nothing left to do.
  var isOver: Bool {
    if isStopped { return true }
    guard let leavesAt else { return false }
    let now = clock.moment.monotonic
    // Whoever outlived the coordinator before this one has had the time to come back by then.
    let isEverybodyGone = leaving.isEmpty && watchers.peers.isEmpty && now >= terms.timing.grace
    return now >= leavesAt || isEverybodyGone
  }

  mutating func start() async throws -> [Errand] {
    try await perform(ledger.start(at: clock.moment))
    return errands.takeAll()
  }

  /// Applies everything that waited, commits once, then sends.
  ///
  /// - Returns: what is to be done meanwhile.
  mutating func handle(_ batch: [Incoming]) async throws -> [Errand] {
    let now = clock.moment
    var actions: [Action] = []
    var replies: [(Peer, Message)] = []
    var isTimeToCheck = false
    for incoming in batch {
      switch incoming {
      case .stop: isStopped = true
      case .tick: isTimeToCheck = true
      case .further: break
      case .failed(let error): throw error
      case .proposed(let proposals): actions += ledger.apply(.proposed(proposals), at: now)
      case .answered(let response, let peer):
        openRequests -= 1
        replies.append((peer, .response(response)))
      case .transport(let event):
        if let event = translate(event, replies: &replies) {
          actions += ledger.apply(event, at: now)
        }
      }
    }
    // Signs of life that waited count before anybody is called silent.
    if isTimeToCheck {
      actions += ledger.apply(.tick, at: now)
      replies += watchers.reminders
    }
    try await perform(actions)
    for (peer, message) in replies { send(message, to: peer) }
    try await feedWatchers()
    return errands.takeAll()
  }

  private mutating func perform(_ actions: [Action]) async throws {
    let changes = actions.compactMap { if case .store(let change) = $0 { change } else { nil } }
    try await file.commit(changes)
    let entries = changes.compactMap { if case .journal(let entry) = $0 { entry } else { nil } }
    watchers.remember(entries)
    for entry in entries {
      logger.log(
        level: entry.kind.level, "Journal entry committed",
        metadata: [
          LogKeys.sequence: "\(entry.sequence)", LogKeys.event: "\(entry.kind.rawValue)",
          "fields": "\(entry.fields)",
        ])
      announce(.committed(entry))
    }
    for action in actions {
      switch action {
      case .store, .wake: break
      case .send(let connection, let message):
        if message == .finished { leaving.insert(connection.peer) }
        send(
          Dialogue.message(message, study: settings.studyName, timing: terms.timing),
          to: connection.peer)
      case .announce(let notice): publish(notice)
      case .propose(let request, let count): errands.append(.propose(request, count: count))
      case .finish(let ending):
        self.ending = ending
        leavesAt = clock.moment.monotonic + settings.farewell
      }
    }
  }

  /// The ledger's event for what the transport tells; everybody but workers is served here.
  private mutating func translate(
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
      guard since <= ledger.sequence || since == .max else {
        let reason =
          "event \(since) is not in the ledger, which ends at \(ledger.sequence): an old copy?"
        replies.append((peer, .refused(Rejection(code: .malformed, reason: reason))))
        return nil
      }
      watchers.subscribe(peer, since: since, upTo: ledger.sequence, credit: credit)
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
    errands.append(.answer(request, peer))
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

  private func publish(_ notice: ProgressNotice) {
    announce(.progress(notice))
    let json = notice.json.description
    for peer in watchers.takers { send(.notice(json: json), to: peer) }
  }

  private mutating func feedWatchers() async throws {
    let (reader, last) = (file.reader, ledger.sequence)
    let messages: [(Peer, Message)]
    if watchers.needsFile(upTo: last) {
      (watchers, messages) = try await onComputeThread(name: "journal") { [watchers] in
        var watchers = watchers
        let messages = try watchers.feed(upTo: last) { since, limit in
          try reader.journal(since: since, limit: limit)
        }
        return (watchers, messages)
      }
    } else {
      messages = watchers.feed(upTo: last) { _, _ in [] }
    }
    for (peer, message) in messages { send(message, to: peer) }
    if !messages.isEmpty, watchers.isBehind(last) { errands.append(.further) }
    if ending != nil {
      for peer in watchers.caughtUp(with: ledger.sequence) {
        send(.finished, to: peer)
        watchers.remove(peer)
      }
    }
  }

  private func send(_ message: Message, to peer: Peer) {
    let envelope = Envelope(
      study: terms.study, incarnation: ledger.standing.incarnation, sequence: ledger.sequence,
      message: message)
    router.send([envelope.encoded()], to: peer)
  }
}

extension [Errand] {
  fileprivate mutating func takeAll() -> [Errand] {
    defer { self = [] }
    return self
  }
}

extension ProgressNotice {
  /// The notice as watchers see it.
  public var json: JSON {
    let record = progress.record
    return [
      "kind": "progress", "worker": .text(worker), "order": .whole(progress.lease.order),
      "attempt": .whole(progress.lease.attempt), "function": .text(candidate.form),
      "epoch": .whole(record.epoch), "trainLoss": .number(record.trainLoss),
      "trainAccuracy": .number(record.trainAccuracy),
      "validationLoss": .number(record.validationLoss),
      "validationAccuracy": .number(record.validationAccuracy),
      "seconds": .number(record.seconds),
    ]
  }
}
