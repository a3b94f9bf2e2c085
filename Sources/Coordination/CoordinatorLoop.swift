import JSON
import Logging
import Messages
import Orders
import Storage
import Studies
import Tensors
import Transport

/// One turn after the other of a coordinator: events in, one commit, sends out.
///
/// Events are applied while the disk works, and what they bring about waits until all that was
/// stored before is committed. So the ledger in memory may be ahead of its file; that part is sent
/// to nobody.
struct CoordinatorLoop {
  let terms: Terms
  private let settings: CoordinatorSettings
  private let file: LedgerFile
  private let router: Router
  private let proposer: Proposer
  let logger: Logger
  private let announce: @Sendable (Announcement) -> Void
  private let moment: @Sendable () -> Moment

  var ledger: Ledger
  private var commits = Commits()
  /// The last journal sequence on the disk.
  var committed: Int64
  var watchers = Watchers()
  /// Frames that were no message, by what was wrong with them.
  var refusedFrames = 0
  /// Who was told that its message makes no sense; once is enough.
  var corrected: Set<Peer> = []
  /// Requests whose answers are being made.
  var openRequests = 0
  var jobs: [Job] = []
  private(set) var ending: Ending?
  var isStopped = false
  /// When the last farewell is over; monotonic.
  private var leavesAt: Duration?
  /// Workers that were told of the end and are still there.
  var leaving: Set<Peer> = []

  init(
    terms: Terms, settings: CoordinatorSettings, file: LedgerFile, router: Router,
    proposer: Proposer, logger: Logger,
    announce: @escaping @Sendable (Announcement) -> Void,
    moment: @escaping @Sendable () -> Moment
  ) throws {
    self.terms = terms
    self.settings = settings
    self.file = file
    self.router = router
    self.proposer = proposer
    self.logger = logger
    self.announce = announce
    self.moment = moment
    ledger = Ledger(terms: terms, snapshot: try file.snapshot())
    committed = ledger.sequence
  }

  /// Whether there is nothing left to do.
  var isOver: Bool {
    guard commits.isEmpty else { return false }
    if isStopped { return true }
    guard let leavesAt else { return false }
    let now = moment().monotonic
    // Workers that outlived an earlier coordinator have had the time to come back by then.
    let isEverybodyGone = leaving.isEmpty && watchers.peers.isEmpty && now >= terms.timing.grace
    return now >= leavesAt || isEverybodyGone
  }

  /// Whether events have to wait for the disk.
  var isStalled: Bool { commits.isStalled(at: moment().monotonic) }

  mutating func start() -> [Job] {
    commits.add(ledger.start(at: moment()))
    proceed()
    return jobs.takeAll()
  }

  /// Applies everything that waited, and sends what is on the disk.
  ///
  /// - Returns: what is to be done meanwhile.
  mutating func handle(_ batch: [Incoming]) async throws -> [Job] {
    let now = moment()
    var actions: [Action] = []
    var replies: [(Peer, Message)] = []
    var isTimeToCheck = false
    for incoming in batch {
      switch incoming {
      case .stop: isStopped = true
      case .failed(let error): throw error
      case .committed: perform(commits.finish())
      // Whatever else comes now is for the next coordinator; what was gathered is still committed.
      case .tick where isStopped, .proposed where isStopped, .transport where isStopped: break
      case .tick: isTimeToCheck = true
      case .further: break
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
    commits.add(answered(actions, at: now))
    proceed()
    for (peer, message) in replies { send(message, to: peer) }
    try await feedWatchers()
    return jobs.takeAll()
  }

  /// The actions, with those that follow from the answers of a policy that has them at once: a
  /// result and what it makes room for are then one commit.
  private mutating func answered(_ actions: [Action], at now: Moment) -> [Action] {
    var (all, open) = (actions, actions[...])
    while let place = open.firstIndex(where: \.isRequest),
      case .propose(let request, let count) = all[place],
      let proposals = proposer.answerAtOnce(request, count: count)
    {
      all.remove(at: place)
      let next = all.count
      all += ledger.apply(.proposed(proposals), at: now)
      open = all[next...]
    }
    return all
  }

  private mutating func proceed() {
    switch commits.next(at: moment().monotonic) {
    case .commit(let changes): jobs.append(.commit(changes))
    case .perform(let actions): perform(actions)
    case nil: break
    }
  }

  /// Does what follows from a commit.
  private mutating func perform(_ actions: [Action]) {
    let entries = actions.compactMap { action -> JournalEntry? in
      if case .store(.journal(let entry)) = action { entry } else { nil }
    }
    committed = entries.last?.sequence ?? committed
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
      case .propose(let request, let count):
        if !isStopped { jobs.append(.propose(request, count: count)) }
      case .finish(let ending):
        self.ending = ending
        leavesAt = moment().monotonic + settings.farewell
      }
    }
  }

  private func publish(_ notice: ProgressNotice) {
    announce(.progress(notice))
    let json = notice.json.description
    for peer in watchers.takers { send(.notice(json: json), to: peer) }
  }

  private mutating func feedWatchers() async throws {
    let (reader, last) = (file.reader, committed)
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
    if !messages.isEmpty, watchers.isBehind(last) { jobs.append(.further) }
    if ending != nil {
      for peer in watchers.caughtUp(with: committed) {
        send(.finished, to: peer)
        watchers.remove(peer)
      }
    }
  }

  private func send(_ message: Message, to peer: Peer) {
    let envelope = Envelope(
      study: terms.study, incarnation: ledger.standing.incarnation, sequence: committed,
      message: message)
    router.send([envelope.encoded()], to: peer)
  }
}

extension Action {
  fileprivate var isRequest: Bool {
    if case .propose = self { true } else { false }
  }
}

extension [Job] {
  fileprivate mutating func takeAll() -> [Job] {
    defer { self = [] }
    return self
  }
}
