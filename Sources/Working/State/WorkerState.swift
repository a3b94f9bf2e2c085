import Messages
import Orders
import Studies

/// What a worker knows and does, as a pure state machine: events in, actions out.
///
/// It reads no clock and touches no socket or process. Its promises, which tests hold it to:
/// - a report is kept until it is acknowledged, and goes only to the study that ordered it;
/// - a lease that was taken is named in every heartbeat until then, or was cancelled;
/// - nothing is sent over a connection that has not begun with a hello.
struct WorkerState: Sendable {
  /// What the worker is for.
  enum Phase: Hashable, Sendable {
    case working
    /// No more orders; what runs may run until this time.
    case draining(until: Duration)
    /// Nothing runs; acknowledgements are awaited until this time.
    case leaving(until: Duration, reason: String)
    case ended
  }

  /// Who the worker is; what changes is filled in for each hello.
  let introduction: Hello
  let patience: Patience
  /// Whether it waits for another study when one is finished.
  let staysOn: Bool

  var slots: [SlotState]
  /// Orders that wait for a slot that is stopping or being restarted.
  var waiting: [Assignment] = []
  var shelf = ReportShelf()
  var phase: Phase = .working

  /// The study that last welcomed it; empty before.
  var study = ""
  var incarnation: Int64 = 0
  /// The latest that each study's coordinators have told of their journal, while they knew this
  /// worker.
  var known: [String: Knowledge] = [:]
  var heartbeat: Duration
  var isConnected = false
  var isWelcome = false
  var lastHello: Duration?
  var lastHeartbeat: Duration = .zero
  var refusedSince: Duration?
  /// Why this machine cannot do its study's work.
  var lack: String?
  /// When the last event came.
  var lastEvent: Duration = .zero

  var actions: [Action] = []

  /// A worker that has not begun.
  ///
  /// - Parameters:
  ///   - introduction: the hello's lasting parts; it says how many slots there are.
  ///   - patience: how long it waits for what.
  ///   - staysOn: whether it stays when a study is finished.
  init(introduction: Hello, patience: Patience = Patience(), staysOn: Bool = false) {
    precondition(introduction.slots > 0, "a worker has at least 1 slot (\(introduction.slots))")
    self.introduction = introduction
    self.patience = patience
    self.staysOn = staysOn
    slots = Array(repeating: SlotState(), count: introduction.slots)
    heartbeat = patience.heartbeat
  }

  /// Applies one event and says what follows from it.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - now: time since the worker's start.
  /// - Returns: what is to be done, in this order.
  mutating func apply(_ event: Event, at now: Duration) -> [Action] {
    guard phase != .ended else { return [] }
    leaveOutStandstill(before: now)
    switch event {
    case .connected: connect(at: now)
    case .disconnected: disconnect()
    case .received(let envelope): receive(envelope, at: now)
    case .slot(let index, let event): hear(event, from: index, at: now)
    case .drain(let reason): drain(reason: reason, at: now)
    case .tick: break
    }
    checkTime(at: now)
    fillSlots(at: now)
    sendDueReports(at: now)
    leaveWhenDone(at: now)
    defer { actions.removeAll() }
    return actions
  }

  /// Leases of a study that the worker answers for.
  func held(of study: String) -> [LeaseKey] {
    let running = slots.compactMap(\.assignment) + waiting
    return running.filter { $0.study == study }.map(\.lease) + shelf.leases(of: study)
  }

  /// How many orders of its study the worker wants to hold at once.
  var capacity: Int {
    guard phase == .working else { return 0 }
    let running = slots.compactMap(\.assignment) + waiting
    return max(0, slots.count - running.count { $0.study != study })
  }

  mutating func send(_ message: Message) {
    actions.append(.send(Envelope(study: study, incarnation: incarnation, message: message)))
  }
}
